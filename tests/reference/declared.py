#!/usr/bin/env python3
"""Equilibria of published games by mpmath at 40 digits, from their first-order conditions written out here by hand:
writes declared.json beside itself. `case` is the catalog case, `profile` stacks the choices player by player."""
import json
import pathlib

from mpmath import mp, mpf, findroot, matrix, sqrt

mp.dps = 40


def text(values):
    return [mp.nstr(v, 25) for v in values]


def decimals(words):
    return [mpf(w) for w in words.split()]


c, b, K, D, g = decimals("10 8 6 4 2"), decimals("1.2 1.1 1 0.9 0.8"), mpf(5), mpf(5000), mpf("1.1")


def marginal(q, i):
    """d/dq_i of q_i p(Q) - c_i q_i - b_i/(b_i+1) K^(-1/b_i) q_i^((b_i+1)/b_i), p = (D/Q)^(1/g)"""
    Q = sum(q)
    p = (D / Q) ** (1 / g)
    return p - q[i] * p / (g * Q) - c[i] - (q[i] / K) ** (1 / b[i])


def cournot(*q):
    return [marginal(q, i) for i in range(5)]


def capped(*w):
    return [marginal(w[:5], i) - w[5] for i in range(5)] + [sum(w[:5]) - 100]


def river(*w):
    c1, c2, e, u = decimals("0.10 0.12 0.15"), decimals("0.01 0.05 0.01"), decimals("0.5 0.25 0.75"), decimals("6.5 5 5.5")
    x, lam = w[:3], w[3]
    own = [3 - sum(x) / 100 - x[j] / 100 - c1[j] - 2 * c2[j] * x[j] - lam * u[j] * e[j] for j in range(3)]
    return own + [sum(u[j] * e[j] * x[j] for j in range(3)) - 100]


def solved(system, start):
    return list(findroot(system, [mpf(s) for s in start], tol=mpf(10) ** -60))


five = solved(cournot, [37, 42, 44, 43, 39])
cap = solved(capped, [14, 18, 21, 23, 24, 18])
basin = solved(river, [21, 16, 2.7, 0.57])
items = [
    ("cournot-duopoly", [mpf(16) / 3] * 2, "closed form"),
    ("cournot-five-firms", five, "first-order conditions"),
    ("cournot-five-firms-capped", cap[:5], f"first-order conditions, multiplier {mp.nstr(cap[5], 20)}"),
    ("river-basin", basin[:3], f"first-order conditions, multiplier {mp.nstr(basin[3], 20)}"),
    ("internet-switching", [mpf(9) / 100] * 10, "closed form (N - 1) / N^2"),
    ("shared-line", [mpf(3) / 4, mpf(1) / 4], "closed form, multiplier 1/2"),
    ("simple-qvi", [mpf(5)] * 2, "closed form, multiplier 5"),
    ("facchinei-kanzow-a17", [mpf(0), mpf(11), mpf(8)], "closed form, multipliers 3 and 1"),
    ("tullock-contest", [mpf(10) * 3 / 16] * 4, "closed form V (N - 1) / (c N^2)"),
    ("logit-contest", [mpf(4) / 50] * 5, "closed form k V (N - 1) / (2 c N^2)"),
    ("nash-bargaining", [mpf(4) / 10, mpf(6) / 10], "closed form (1 + d1 - d2) / 2"),
]
records = [{"kind": "equilibrium", "name": name, "case": f"declared/{name}", "profile": text(x), "how": how} for name, x, how in items]
records.append({"kind": "complementarity", "name": "kojima-shindo", "case": "declared/kojima-shindo",
                "regular": text([mpf(1), 0, 3, 0]), "degenerate": text([sqrt(mpf(6)) / 2, 0, 0, mpf(1) / 2]), "how": "exact"})
about = "equilibria of published games, recomputed; sources stand in models/declared/catalog"
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps({"about": about, "items": records}, indent=1) + "\n")
