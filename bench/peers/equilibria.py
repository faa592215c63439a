# bench/peers/equilibria.py
# SciPy's least_squares and root on the Fischer-Burmeister form of the KKT conditions that equilibria_bench solves, with
# their own difference quotients, from random starts of the same kind.
import time

import numpy as np
from scipy.optimize import least_squares, root

INF = np.inf


def cournot(cap):
    c, b = np.array([10., 8, 6, 4, 2]), np.array([1.2, 1.1, 1, .9, .8])

    def conditions(w):
        q = np.maximum(w[:5], 1e-12)  # powers need it; the conditions hold the bound itself
        total = q.sum()
        price = (5000 / total) ** (1 / 1.1)
        own = c + 5 ** (-1 / b) * q ** (1 / b) - price + q * price / (1.1 * total)
        return own if cap is None else np.append(own + w[5], cap - w[:5].sum())
    n = 5 if cap is None else 6
    upper = np.full(n, INF)
    upper[:5] = 150
    return conditions, np.zeros(n), upper


def river_basin():
    c1, c2, e = np.array([.1, .12, .15]), np.array([.01, .05, .01]), np.array([.5, .25, .75])
    A = np.array([e * [6.5, 5, 5.5], e * [4.583, 6.25, 3.75]])

    def conditions(w):
        x, lam = w[:3], w[3:]
        return np.concatenate([c1 + 2 * c2 * x - 3 + .01 * x.sum() + .01 * x + A.T @ lam, 100 - A @ x])
    return conditions, np.zeros(5), np.full(5, INF)


def internet():
    def conditions(w):
        x, total = w[:10], w[:10].sum()
        return np.append(1 - (total - x) / total**2 + w[10], 1 - total)
    return conditions, np.append(np.full(10, .01), 0), np.append(np.full(10, 1.), INF)


def duopoly():
    return lambda w: 2 * w + w[::-1] - 16, np.full(2, -10.), np.full(2, 10.)


def a17():
    A = np.array([[1., 2, -1], [3, 2, 1]])

    def conditions(w):
        x, lam = w[:3], w[3:]
        own = np.array([2 * x[0] + x[1] + x[2] - 25, x[0] + 2 * x[1] + x[2] - 38, 2 * x[2] + x[0] + x[1] - 25])
        return np.concatenate([own + A.T @ lam, [14, 30] - A @ x])
    return conditions, np.zeros(5), np.full(5, INF)


CASES = {
    "E1 Cournot, 5 unknowns": (cournot(None), [36.932510815736, 41.818141660438, 43.706578522274, 42.659239743305, 39.178952516625]),
    "E2 capped Cournot, 6 unknowns": (cournot(100.), [14.050085643368, 17.798385273950, 20.907189890704, 23.111433551322, 24.132905640656]),
    "E4 river basin, 5 unknowns": (river_basin(), [21.144796015410, 16.027853447025, 2.725962700882]),
    "E6 internet switching, 11 unknowns": (internet(), [.09] * 10),
    "E8 duopoly, 2 unknowns": (duopoly(), [16 / 3] * 2),
    "E10 A.17, 5 unknowns, degenerate": (a17(), [0, 11, 8]),
}


def phi(a, b):
    return a + b - np.hypot(a, b)


def fischer_burmeister(conditions, lower, upper):
    above = np.isfinite(upper)

    def residual(w):
        G = conditions(w)
        inner = np.where(above, -phi(np.where(above, upper - w, 0), -G), G)
        return phi(w - lower, inner)
    return residual


def start_between(lower, upper, random):
    return np.where(np.isfinite(upper), random.uniform(lower, np.where(np.isfinite(upper), upper, 1 + lower)),
                    lower + 10 ** random.uniform(-2, 2, len(lower)))


METHODS = {
    "SciPy least_squares": lambda f, w: least_squares(f, w, xtol=1e-14, ftol=1e-14, gtol=1e-14).x,
    "SciPy root (hybr)": lambda f, w: root(f, w, tol=1e-13).x,
}


def measure(judging, folder):
    for name, ((conditions, lower, upper), answer) in CASES.items():
        f = fischer_burmeister(conditions, lower, upper)
        for method, solve in METHODS.items():
            random, times, wrong, error = np.random.default_rng(11), [], 0, 0.
            count = 40 if judging else 10
            for _ in range(count):
                w = start_between(lower, upper, random)
                begin = time.process_time()
                with np.errstate(all="ignore"):
                    try:
                        x = solve(f, w)
                    except ValueError:
                        x = np.full(len(w), np.nan)
                times.append(time.process_time() - begin)
                distance = np.max(np.abs(x[:len(answer)] - answer))
                right = distance <= 1e-8
                wrong += not right
                error = max(error, distance if right else 0.)
            yield {"kernel": "equilibria", "name": f"{name}, {method}", "unit": "us", "value": 1e6 * float(np.median(times)),
                   "points": count, "wrong": int(wrong), "error": float(error)}
