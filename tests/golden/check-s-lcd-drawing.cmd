check coopetition/s-lcd-drawing
