sweep limited-trust/figure15-star --format csv
