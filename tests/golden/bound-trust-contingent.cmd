bound coopetition/trust-contingent
