solve limited-trust/star-mixed --format csv
