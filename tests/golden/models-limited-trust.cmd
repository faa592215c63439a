models limited-trust --format csv
