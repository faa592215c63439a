solve digital-twin/printed-symmetric --format json
