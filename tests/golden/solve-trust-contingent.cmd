solve coopetition/trust-contingent
