solve coopetition/samsung-sony --format json
