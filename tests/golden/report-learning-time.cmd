report limited-trust/learning-time --format json
