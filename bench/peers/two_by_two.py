"""K5 and W4 in numpy: 2 x 2 games of limited trust, draws included or given.

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


def draws(random, law, shape):
    return random.random(shape) if law == "uniform" else random.standard_exponential(shape)


def in_cache(law):
    """In pieces that stay in the cache, choices between two written out: numpy's best."""
    random, piece, total = np.random.default_rng(1), 8192, 0.0
    start = time.process_time()
    for _ in range(GAMES // piece):
        numbers = draws(random, law, (2, 2, 2, piece))
        total += play(numbers[0], numbers[1])
    count = GAMES // piece * piece
    return 1e9 * (time.process_time() - start) / count, count


def whole_arrays(law):
    """The same over all games at once."""
    random = np.random.default_rng(1)
    start = time.process_time()
    numbers = draws(random, law, (2, 2, 2, GAMES))
    play(numbers[0], numbers[1])
    return 1e9 * (time.process_time() - start) / GAMES, GAMES


def choice(own, net, trust):
    """The last axis: the largest net among those that give up at most trust of own."""
    within = own.max(axis=-1, keepdims=True) - own <= trust
    return np.where(within, net, -np.inf).argmax(axis=-1)[..., None]


def solve(a, b):
    """The leader's payoff in one game, or in an array of games."""
    c = a + b
    reply = choice(b, c, FOLLOWER_TRUST)
    planned, net = np.take_along_axis(a, reply, -1)[..., 0], np.take_along_axis(c, reply, -1)[..., 0]
    return np.take_along_axis(planned, choice(planned, net, LEADER_TRUST), -1)[..., 0]


def by_definition(law):
    """As the definition reads, for games of any size: an array of matrices, arg max along an axis."""
    random = np.random.default_rng(1)
    start = time.process_time()
    solve(draws(random, law, (GAMES, 2, 2)), draws(random, law, (GAMES, 2, 2))).mean()
    return 1e9 * (time.process_time() - start) / GAMES, GAMES


def solves():
    """W4: games that are given, one call each, and all in one call."""
    random, count = np.random.default_rng(1), 20_000
    a, b = random.standard_exponential((count, 2, 2)), random.standard_exponential((count, 2, 2))
    start = time.process_time()
    for k in range(count):
        solve(a[k], b[k])
    one = count / (time.process_time() - start)
    a, b = random.standard_exponential((GAMES, 2, 2)), random.standard_exponential((GAMES, 2, 2))
    start = time.process_time()
    solve(a, b)
    return (("one given game at a time", one, count), ("all given games at once", GAMES / (time.process_time() - start), GAMES))


def measure(judging, folder):
    for name, value, count in solves():
        yield {"kernel": "W4", "name": f"numpy, {name}", "unit": "solves/s", "value": value, "points": count}
    for law in ("uniform", "exponential"):
        for name, work in (("numpy", in_cache), ("numpy, whole arrays", whole_arrays),
                           ("numpy, as the definition reads", by_definition)):
            value, count = work(law)
            yield {"kernel": "K5", "name": f"{law}, {name}", "unit": "ns/game", "value": value, "points": count}
