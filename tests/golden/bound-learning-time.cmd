bound limited-trust/learning-time --format json
