reproduce limited-trust/table2
