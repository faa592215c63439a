#!/usr/bin/env python3
"""Writes tests/reference/laws.json: density, cumulative, survival, partial mean and quantiles of every law.

The values are SciPy's distributions evaluated again in mpmath with 50 digits from the formulas of the densities; the
script stops where the two differ by more than SciPy's own accuracy. Needs python3-scipy and python3-mpmath."""
import json
import pathlib

import mpmath as mp
from scipy import stats

mp.mp.dps = 50


def number(x):
    return mp.nstr(x, 25, min_fixed=0, max_fixed=0)


def normal_cdf(z):
    return mp.erfc(-z / mp.sqrt(2)) / 2


class Uniform:
    def __init__(self, lower, upper):
        self.a, self.b = mp.mpf(lower), mp.mpf(upper)
        self.scipy = stats.uniform(lower, upper - lower)
        self.points = [lower + (upper - lower) * t for t in (-0.5, 1e-9, 0.125, 0.5, 0.9375, 1.5)]

    def pdf(self, x): return 1 / (self.b - self.a) if self.a <= x < self.b else mp.mpf(0)
    def cdf(self, x): return (min(max(x, self.a), self.b) - self.a) / (self.b - self.a)
    def sf(self, x): return 1 - self.cdf(x)
    def partial(self, c):
        x = min(max(c, self.a), self.b)
        return (x * x - self.a * self.a) / (2 * (self.b - self.a))


class Exponential:
    def __init__(self, mean):
        self.m = mp.mpf(mean)
        self.scipy = stats.expon(scale=mean)
        self.points = [mean * t for t in (1e-200, 1e-9, 0.01, 0.4999, 0.5001, 1, 5, 40, 700)]

    def pdf(self, x): return mp.exp(-x / self.m) / self.m
    def cdf(self, x): return -mp.expm1(-x / self.m)
    def sf(self, x): return mp.exp(-x / self.m)
    def partial(self, c): return self.m * mp.gammainc(2, 0, c / self.m)


class Normal:
    def __init__(self, mean, deviation):
        self.m, self.s = mp.mpf(mean), mp.mpf(deviation)
        self.scipy = stats.norm(mean, deviation)
        self.points = [mean + deviation * t for t in (-37, -10, -3, -0.25, 0, 0.5, 4, 9, 30)]

    def pdf(self, x): return mp.npdf(x, self.m, self.s)
    def cdf(self, x): return normal_cdf((x - self.m) / self.s)
    def sf(self, x): return normal_cdf((self.m - x) / self.s)
    def partial(self, c): return self.m * self.cdf(c) - self.s * self.s * self.pdf(c)


class Lognormal:
    def __init__(self, mean, sigma):
        self.m, self.s = mp.mpf(mean), mp.mpf(sigma)
        self.nu = mp.log(self.m) - self.s ** 2 / 2
        self.scipy = stats.lognorm(s=sigma, scale=float(mp.exp(self.nu)))
        self.points = [mean * t for t in (1e-12, 0.01, 0.5, 1, 3, 100, 1e6)]

    def pdf(self, x): return mp.npdf(mp.log(x), self.nu, self.s) / x
    def cdf(self, x): return normal_cdf((mp.log(x) - self.nu) / self.s)
    def sf(self, x): return normal_cdf((self.nu - mp.log(x)) / self.s)
    def partial(self, c): return self.m * normal_cdf((mp.log(c) - self.nu) / self.s - self.s)


class Pareto:
    def __init__(self, scale, shape):
        self.c, self.a = mp.mpf(scale), mp.mpf(shape)
        self.scipy = stats.pareto(shape, scale=scale)
        self.points = [scale * t for t in (0.5, 1 + 2.0 ** -30, 1.25, 2, 10, 1e9, 1e150)]

    def pdf(self, x): return self.a / x * (self.c / x) ** self.a if x >= self.c else mp.mpf(0)
    def cdf(self, x): return 1 - self.sf(x)
    def sf(self, x): return (self.c / x) ** self.a if x > self.c else mp.mpf(1)
    def partial(self, x):
        if x <= self.c: return mp.mpf(0)
        if self.a == 1: return self.c * mp.log(x / self.c)
        return self.a * self.c / (self.a - 1) * (1 - (self.c / x) ** (self.a - 1))


class Beta:
    def __init__(self, alpha, beta):
        self.a, self.b = mp.mpf(alpha), mp.mpf(beta)
        self.scipy = stats.beta(alpha, beta)
        self.points = [1e-12, 1e-3, 0.2, 0.5, 0.75, 0.999, 1 - 2.0 ** -40]

    def pdf(self, x): return x ** (self.a - 1) * (1 - x) ** (self.b - 1) / mp.beta(self.a, self.b)
    def cdf(self, x): return mp.betainc(self.a, self.b, 0, x, regularized=True)
    def sf(self, x): return mp.betainc(self.b, self.a, 0, 1 - x, regularized=True)
    def partial(self, c): return self.a / (self.a + self.b) * mp.betainc(self.a + 1, self.b, 0, c, regularized=True)


class Gamma:
    def __init__(self, shape, scale):
        self.k, self.t = mp.mpf(shape), mp.mpf(scale)
        self.scipy = stats.gamma(shape, scale=scale)
        self.points = [scale * t for t in (1e-12, 0.01, 0.5, 1, 3, 20, 300)]

    def pdf(self, x): return (x / self.t) ** (self.k - 1) * mp.exp(-x / self.t) / (mp.gamma(self.k) * self.t)
    def cdf(self, x): return mp.gammainc(self.k, 0, x / self.t, regularized=True)
    def sf(self, x): return mp.gammainc(self.k, x / self.t, mp.inf, regularized=True)
    def partial(self, c): return self.k * self.t * mp.gammainc(self.k + 1, 0, c / self.t, regularized=True)


def agrees(ours, scipy):
    if not 1e-290 < abs(ours) < 1e290:
        return True  # SciPy underflows
    return abs(ours - scipy) <= 1e-9 * abs(ours) + 4e-16  # SciPy takes some probabilities from 1


def item(kind, cls, arguments):
    law = cls(*arguments)
    name = f"{kind}({', '.join(map(str, arguments))})"
    rows = []
    for x in law.points:
        exact = mp.mpf(x)
        row = {"x": number(exact), "density": law.pdf(exact), "cumulative": law.cdf(exact), "survival": law.sf(exact),
               "partial_mean": law.partial(exact)}
        for key, scipy in (("density", law.scipy.pdf), ("cumulative", law.scipy.cdf), ("survival", law.scipy.sf)):
            assert agrees(row[key], scipy(x)), (name, x, key, row[key], scipy(x))
        rows.append({key: value if isinstance(value, str) else number(value) for key, value in row.items()})
    mean, variance = law.scipy.stats(moments="mv")
    return {"kind": "law", "name": name, "law": kind, "arguments": list(arguments), "mean": repr(float(mean)),
            "variance": repr(float(variance)), "rows": rows}


laws = [("uniform", Uniform, (0.0, 1.0)), ("uniform", Uniform, (-3.0, 5.0)), ("uniform", Uniform, (550.0, 650.0)),
        ("exponential", Exponential, (1.0,)), ("exponential", Exponential, (4.0,)),
        ("exponential", Exponential, (0.001,)), ("normal", Normal, (0.0, 1.0)), ("normal", Normal, (5.0, 0.5)),
        ("lognormal", Lognormal, (1.0, 0.5)), ("lognormal", Lognormal, (100.0, 2.0)), ("pareto", Pareto, (1.0, 2.5)),
        ("pareto", Pareto, (2.0, 1.0)), ("pareto", Pareto, (1.0, 0.5)), ("pareto", Pareto, (3.0, 1.5)),
        ("beta", Beta, (0.3, 0.3)), ("beta", Beta, (2.0, 5.0)), ("beta", Beta, (1.0, 1.0)),
        ("gamma", Gamma, (0.5, 1.0)), ("gamma", Gamma, (3.0, 2.0)), ("gamma", Gamma, (40.0, 0.25))]

items = [item(*law) for law in laws]
about = {"made by": "laws.py", "mean, variance": "of SciPy; inf where the moment does not exist",
         "partial_mean": "E[X; X < x]"}
out = pathlib.Path(__file__).with_name("laws.json")
out.write_text(json.dumps({"about": about, "items": items}, indent=1) + "\n")
