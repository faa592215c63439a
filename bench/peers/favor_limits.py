"""F1 with SciPy's brentq on favor_limits_bench's pairs: the same scalar equation of c12, one call a pair."""
import csv
import math
import pathlib
import time

from scipy.optimize import brentq

COST, VALUE = 100.0, 600.0


def law(uniform):
    if uniform:
        top = 2 * COST
        return (lambda c: min(c / top, 1.0)), (lambda c: min(c, top) ** 2 / (2 * top)), (lambda q: q * top)
    return (lambda c: -math.expm1(-c / COST),
            lambda c: COST * (-math.expm1(-c / COST) - c / COST * math.exp(-c / COST)),
            lambda q: -COST * math.log1p(-q))


def limit(uniform, a1, a2, r12, r21):
    if math.sqrt(a1 * a2 * r12 * r21) * VALUE <= (2 * COST if uniform else COST):
        return 0.0
    F, M, inverse = law(uniform)
    w1, w2, k1, k2 = a1 * r12, a2 * r21, a1 * r21 * VALUE, a2 * r12 * VALUE

    def excess(x):
        q = (x + w1 * M(x)) / k1
        if q >= 1:
            return 1e30
        y = inverse(q)
        return y + w2 * M(y) - k2 * F(x)

    return brentq(excess, 1e-12, k1, xtol=1e-13, rtol=1e-14, maxiter=500) if excess(1e-12) < 0 else 1e-12


def measure(judging, folder):
    with (pathlib.Path(folder) / "favor_pairs.csv").open() as file:
        pairs = [[float(x) for x in row] for row in csv.reader(file)]
    for uniform in (True, False):
        start = time.process_time()
        found = [limit(uniform, *pair[:4]) for pair in pairs]
        seconds = time.process_time() - start
        record = {"kernel": "F1", "name": f"SciPy brentq, {'uniform' if uniform else 'exponential'}", "unit": "us",
                  "value": 1e6 * seconds / len(pairs), "points": len(pairs)}
        if judging:
            exact = [pair[4 if uniform else 5] for pair in pairs]
            record["error"] = max(abs(a - b) / b for a, b in zip(found, exact) if 1e-3 < b < 10 * COST)
        yield record
