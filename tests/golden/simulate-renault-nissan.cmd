simulate coopetition/renault-nissan-head --set rubric.draws=50 --format json
