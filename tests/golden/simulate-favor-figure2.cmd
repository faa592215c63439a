simulate favor/figure2-high --seeds 2 --set simulate.rounds=10 --format csv --table pooled
