models declared
