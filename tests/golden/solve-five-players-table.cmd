solve digital-twin/five-players
