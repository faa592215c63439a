"""K5 in numpy: 2 x 2 games of limited trust, draws included.

The mean is judged against the exact u_L by two_by_two_bench's figures for the kernel; here only time counts."""
import time

import numpy as np

LEADER_TRUST, FOLLOWER_TRUST, GAMES = 0.2, 0.3, 1_000_000


def second(own0, own1, other0, other1, trust):
    """Whether option 1 is chosen, for whole arrays; continuous laws, so without ties."""
    return (own0 - own1 <= trust) & ((own1 + other1 > own0 + other0) | (own1 - own0 > trust))


def play(a, b):
    """Mean payoff of the leader; a, b: 2 x 2 x games."""
    first = second(b[0, 0], b[0, 1], a[0, 0], a[0, 1], FOLLOWER_TRUST)
    other = second(b[1, 0], b[1, 1], a[1, 0], a[1, 1], FOLLOWER_TRUST)
    a0, b0 = np.where(first, a[0, 1], a[0, 0]), np.where(first, b[0, 1], b[0, 0])
    a1, b1 = np.where(other, a[1, 1], a[1, 0]), np.where(other, b[1, 1], b[1, 0])
    return np.where(second(a0, a1, b0, b1, LEADER_TRUST), a1, a0).mean()


def numpy_round(law):
    """In pieces that stay in the cache, which is numpy's best."""
    random, piece, total = np.random.default_rng(1), 8192, 0.0
    start = time.process_time()
    for _ in range(GAMES // piece):
        draws = random.random((2, 2, 2, piece)) if law == "uniform" else random.standard_exponential((2, 2, 2, piece))
        total += play(draws[0], draws[1])
    count = GAMES // piece * piece
    return 1e9 * (time.process_time() - start) / count, count


def measure(judging, folder):
    for law in ("uniform", "exponential"):
        value, count = numpy_round(law)
        yield {"kernel": "K5", "name": f"{law}, numpy", "unit": "ns/game", "value": value, "points": count}
