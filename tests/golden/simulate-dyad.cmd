simulate limited-trust/figure16-dyad --set simulate.rounds=4 --format json
