solve declared/shared-line --format json
