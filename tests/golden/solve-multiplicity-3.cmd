solve digital-twin/multiplicity-3 --format csv
