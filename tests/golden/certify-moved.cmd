certify digital-twin/five-players --profile GOLDEN/moved.json
