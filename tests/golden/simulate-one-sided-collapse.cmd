simulate coopetition/one-sided-collapse
