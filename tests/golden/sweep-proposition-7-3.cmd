sweep coopetition/proposition-7-3
