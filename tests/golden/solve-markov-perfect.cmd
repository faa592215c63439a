solve coopetition/markov-perfect --set markov.periods=4 --set markov.points=3 --set markov.finer_points=4 --set markov.states=20 --format json
