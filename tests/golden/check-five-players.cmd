check digital-twin/five-players
