simulate digital-twin/figures-1-3 --set simulate.rounds=8 --format csv
