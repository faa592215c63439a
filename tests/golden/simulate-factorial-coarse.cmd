simulate coopetition/factorial-coarse --format csv --table statistics
