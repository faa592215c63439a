simulate limited-trust/figure12-karate-epoch --set simulate.rounds=4 --set learning.epoch_rounds=2 --format csv
