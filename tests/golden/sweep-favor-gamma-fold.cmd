sweep favor/gamma-fold --format csv
