# bench/peers/printed_symmetric.py
# K1 by SciPy: fsolve on the three equations (16), brentq on the eliminated scalar.
import math
import random
import time
import warnings
from fractions import Fraction

from scipy.optimize import brentq, fsolve


def points(count):
    """Drawn from the ranges of the grids; a = b = c1 = c2 = 1."""
    stream = random.Random(16)
    for _ in range(count):
        players = stream.choice([2, 5, 20])
        reward = 0.1 * 600 ** stream.random()
        sensitivity = 0.01 * 1000 ** stream.random()
        cost = 1e-3 * 5e4 ** stream.random()
        yield players - 1, sensitivity * reward * (players - 1) / players**2, cost


def eliminated(n, m, c3):
    """(16) without delta: positive below the root, negative above."""
    def value(x):
        q = c3 + m * n * x * x
        return m * c3 * (2 * c3 - m * x) * (1 + 2 * n * x) - 4 * x * q * q
    return value


def by_brentq(n, m, c3):
    return brentq(eliminated(n, m, c3), 0, 2 * c3 / m, xtol=1e-300, rtol=8.9e-16)


def by_fsolve(n, m, c3):
    def equations(x):
        own = m * (1 + 2 * n * x[0] * (1 - x[2]))
        return [own * (1 - x[2]) - 2 * x[0], m - 2 * x[1], own * x[0] - 2 * c3 * x[2]]
    return fsolve(equations, [0.1, 0.1, 0.1])[0]


def exact(n, m, c3):
    """The root to 1e-16: the signs at brentq's root (1 -+ 1e-12) in fractions, and the line between them."""
    near, width = Fraction(by_brentq(n, m, c3)), Fraction(1, 10**12)
    value = eliminated(Fraction(n), Fraction(m), Fraction(c3))
    below, above = value(near * (1 - width)), value(near * (1 + width))
    if not below > 0 > above:
        return math.nan
    return float(near * (1 + width * (below + above) / (below - above)))


def measure(judging, folder):
    warnings.simplefilter("ignore")
    for name, solve, count in [("SciPy fsolve, three equations from (0.1, 0.1, 0.1)", by_fsolve, 400),
                               ("SciPy brentq, eliminated scalar", by_brentq, 1000)]:
        work = list(points(count))
        start = time.process_time()
        roots = [solve(*point) for point in work]
        seconds = time.process_time() - start
        record = {"kernel": "K1", "name": name, "unit": "ns/point", "value": 1e9 * seconds / count, "points": count}
        if judging:
            errors = [abs(root / exact(*point) - 1) for root, point in zip(roots, work)]
            record["wrong"] = sum(not error <= 1e-12 for error in errors)
            record["error"] = max((error for error in errors if error <= 1e-12), default=0)
        yield record
