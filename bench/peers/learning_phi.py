"""K3 in Python: Phi(x, y) of limited trust by SciPy and by vectorised numpy, one line of JSON for each.

The two-dimensional integral of the source, inner integral K(x, c) in closed form: `nquad` with every kink named, and
Gauss-Legendre panels as numpy arrays with all panels split at the same kinks. `bench/run limited_trust` measures it
beside learning_bench.
"""
import math
import time

import numpy as np
from scipy.integrate import nquad


def uniform_k(x, c):
    """K(x, c) and its derivative in c for U[0, 1]."""
    def s(z):
        return np.where(z < 0, 0, np.where(z < 1, z * z / 2, z - 0.5))
    x = np.clip(x, 0, 1)
    return s(c) - s(c - x), np.clip(c, 0, 1) - np.clip(c - x, 0, 1)


def uniform_integrand(b, c, n, x, y):
    at_b, _ = uniform_k(b, c)
    at_y, slope_y = uniform_k(b - y, c)
    _, slope_x = uniform_k(b - x, c)
    others = np.clip(b - y, 0, 1) + at_b - at_y
    return n * (n - 1) * np.clip(c - b, 0, 1) * (slope_x - slope_y) * others ** (n - 2)


def kinks(b, x, y):
    return sorted({min(max(k, b), b + 1) for k in (b, b - x + 1, b - y + 1, 1, b + 1)})


def by_nquad(n, x, y):
    options = [lambda b: {"epsrel": 1e-6, "points": kinks(b, x, y)}, {"epsrel": 1e-6, "points": [x, y]}]
    return nquad(lambda c, b: float(uniform_integrand(b, c, n, x, y)), [lambda b: (b, b + 1), (x, 1)], opts=options)[0]


def by_numpy(n, x, y):
    nodes, weights = np.polynomial.legendre.leggauss(n + 1)
    nodes, weights = (nodes + 1) / 2, weights / 2
    total = 0.0
    for left, right in ((x, y), (y, 1)):
        b = left + (right - left) * nodes[:, None, None]
        ends = np.sort(np.concatenate([b, np.maximum(b, 1), np.minimum(np.maximum(b - y + 1, b), b + 1),
                                       np.minimum(b - x + 1, b + 1)], axis=1), axis=1)
        low, high = ends[:, :-1], ends[:, 1:]
        c = low + (high - low) * nodes[None, None, :]
        inner = np.sum((high - low) * weights * uniform_integrand(b, c, n, x, y), axis=(1, 2))
        total += (right - left) * np.sum(weights * inner)
    return total


def exponential_by_numpy(n, x, y):
    """The source's one-dimensional form with its panels and 40 nodes; I(b) as its alternating sum up to n = 40."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    ends = np.array([x, y] + [y + 2.0 ** k for k in range(7)])
    half = np.diff(ends)[:, None] / 2
    b = ends[:-1, None] + half * (nodes + 1)
    p, q, decay = -np.expm1(-b), np.minimum(b, y), np.exp(-b)
    if n <= 40:
        inner = sum(math.comb(n, j) * (-1) ** j * p ** (n - j) * q ** (j - 2) * np.exp(-b * (j - 1))
                    for j in range(2, n + 1))
    else:
        inner = n * p ** (n - 1) / q - (p ** n - (p - q * decay) ** n) / (decay * q * q)
    return float(np.sum(half * weights * decay * np.minimum(b - x, y - x) * inner))


def microseconds(work, calls):
    times = []
    for _ in range(5):
        start = time.process_time()
        for _ in range(calls):
            value = work()
        times.append(1e6 * (time.process_time() - start) / calls)
    return sorted(times)[2], value


def measure(judging, folder):
    for n in (2, 3, 5, 10, 100):
        time_taken, value = microseconds(lambda n=n: by_numpy(n, 0.2, 0.3), 20 if n <= 10 else 2)
        yield {"kernel": "K3", "name": f"numpy panels, uniform (0.2, 0.3], n = {n}", "unit": "us", "value": time_taken,
               "phi": value}
    for n in (3, 10):
        start = time.process_time()
        value = by_nquad(n, 0.2, 0.3)
        yield {"kernel": "K3", "name": f"SciPy nquad 1e-6, uniform (0.2, 0.3], n = {n}", "unit": "us",
               "value": 1e6 * (time.process_time() - start), "phi": value}
    for n in (2, 3, 10, 100, 1000):
        time_taken, value = microseconds(lambda n=n: exponential_by_numpy(n, 0.75, 1.0), 20)
        yield {"kernel": "K3", "name": f"numpy panels, exponential (0.75, 1], n = {n}", "unit": "us",
               "value": time_taken, "phi": value}
