solve digital-twin/five-players --format json
