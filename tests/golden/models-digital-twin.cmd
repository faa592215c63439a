models digital-twin --format csv
