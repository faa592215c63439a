certify limited-trust/table2 --profile GOLDEN/table2-column2.json
