bound digital-twin/thresholds --format json
