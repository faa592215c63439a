bound limited-trust/figure6-karate-random --format csv
