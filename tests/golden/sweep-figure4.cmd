sweep digital-twin/figure4 --sweep players.information_sensitivity=0.1:3:4 --sweep players.deception_cost=0.1:5:4 --format csv
