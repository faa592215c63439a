solve limited-trust/table2 --format json
