"""W3 in numpy: one agent of the karate club estimates its utility at 91 levels of trust from 1,000 games each.

All others show no trust. Vectorised over games and grid: one array of 91 x 1,000 games a term, drawn in one call and
played in one go; nothing is a Python loop but the terms themselves (k games led, one a neighbor followed).
"""
import time

import numpy

LEVELS, GAMES, MEAN = 91, 1000, 4.0
GRID = numpy.linspace(0, 30, LEVELS)


def play(leader_trust, follower_trust, rng):
    """Payoffs of leader and follower in 2 x 2 games, shape (levels, games)."""
    shape = (LEVELS, GAMES, 2, 2)
    a, b = rng.exponential(MEAN, shape), rng.exponential(MEAN, shape)
    net = a + b
    admissible = b.max(axis=3, keepdims=True) - b <= follower_trust
    reply = numpy.where(admissible, net, -numpy.inf).argmax(axis=3)[..., None]
    a, b, net = (numpy.take_along_axis(x, reply, axis=3)[..., 0] for x in (a, b, net))
    admissible = a.max(axis=2, keepdims=True) - a <= leader_trust
    row = numpy.where(admissible, net, -numpy.inf).argmax(axis=2)[..., None]
    return (numpy.take_along_axis(x, row, axis=2)[..., 0] for x in (a, b))


def update(degrees_of_neighbors, invitations, rng):
    """The best level of an agent whose neighbors have these degrees, all at trust 0."""
    own = GRID[:, None, None, None]
    utility = numpy.zeros(LEVELS)
    for _ in range(min(invitations, len(degrees_of_neighbors))):
        leader, _ = play(own[..., 0], 0.0, rng)
        utility += leader.mean(axis=1)
    for degree in degrees_of_neighbors:  # invited for sure above 0, at 0 by chance
        _, follower = play(0.0, own, rng)
        chance = numpy.where(GRID > 0, 1.0, min(1.0, invitations / degree))
        utility += chance * follower.mean(axis=1)
    return GRID[utility.argmax()]


def measure(judging, folder):
    rng = numpy.random.default_rng(1)
    start = time.process_time()
    best = update([16], 2, rng)  # karate agent 12: one neighbor, of degree 16
    yield {"kernel": "W3", "name": "numpy, sampled, karate agent 12", "unit": "ms",
           "value": 1e3 * (time.process_time() - start), "best": best, "points": LEVELS * GAMES}
