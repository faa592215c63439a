bound favor/pair
