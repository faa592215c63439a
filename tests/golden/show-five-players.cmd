show digital-twin/five-players
