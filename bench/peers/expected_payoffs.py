# bench/peers/expected_payoffs.py
# Expected payoffs of 2 x 2 exponential games over 91 x 91 levels of trust by numpy, with new games for every pair
# of levels, as the authors estimate them: 1000 games a pair.
import time

import numpy as np


def play(a, b, leader_trust, follower_trust):
    """Payoffs of games stacked along the first axis; continuous laws, so without ties."""
    games = np.arange(len(a))
    replies = np.argmax(np.where(b.max(2, keepdims=True) - b <= follower_trust, a + b, -np.inf), axis=2)
    own = np.take_along_axis(a, replies[:, :, None], 2)[:, :, 0]
    other = np.take_along_axis(b, replies[:, :, None], 2)[:, :, 0]
    rows = np.argmax(np.where(own.max(1, keepdims=True) - own <= leader_trust, own + other, -np.inf), axis=1)
    return own[games, rows], other[games, rows]


def table(levels, games, mean, seed=1):
    random = np.random.default_rng(seed)
    means, errors = np.empty((2, len(levels), len(levels))), np.empty((2, len(levels), len(levels)))
    for r, leader_trust in enumerate(levels):
        for c, follower_trust in enumerate(levels):
            a, b = random.exponential(mean, (2, games, 2, 2))
            for k, payoff in enumerate(play(a, b, leader_trust, follower_trust)):
                means[k, r, c], errors[k, r, c] = payoff.mean(), payoff.std(ddof=1) / np.sqrt(games)
    return means, errors


def measure(judging, folder):
    start = time.process_time()
    _, errors = table(np.linspace(0, 30, 91), 1000, 4)
    yield {"kernel": "payoffs", "name": "2 x 2 exponential, numpy, 1000 new games a pair", "unit": "ms",
           "value": 1e3 * (time.process_time() - start), "points": 91 * 91, "error": float(errors.max())}
