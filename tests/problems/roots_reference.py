#!/usr/bin/env python3
"""Roots of the functions in tests/problems/roots.hpp without closed form, to 20 digits, by mpmath at 60.

Run: python3 tests/problems/roots_reference.py   and compare with the tables in roots.hpp.
"""
from mpmath import mp, mpf, sin, exp, findroot, nstr, pi

mp.dps = 60


def root(f, a, b):
    """Bisection to 1e-50 on a bracket with a sign change."""
    a, b = mpf(a), mpf(b)
    fa = f(a)
    assert fa * f(b) < 0
    while abs(b - a) > mpf(10) ** -50 * max(1, abs(a)):
        m = (a + b) / 2
        fm = f(m)
        if fm == 0:
            return m
        a, b, fa = (m, b, fm) if fa * fm > 0 else (a, m, fa)
    return (a + b) / 2


def table(name, values):
    print(name, ", ".join(nstr(v, 20) for v in values))


tiny = mpf(10) ** -9
table("sine_line", [root(lambda x: sin(x) - x / 2, pi / 2, pi)])
table("poles", [root(lambda x: -2 * sum(mpf(2 * i - 5) ** 2 / (x - i ** 2) ** 3 for i in range(1, 21)),
                     n * n + tiny, (n + 1) ** 2 - tiny) for n in range(1, 11)])
table("exponentials", [root(lambda x: 2 * x * exp(-n) - 2 * exp(-n * x) + 1, 0, 1)
                      for n in (1, 2, 3, 4, 5, 20, 40)])
table("quadratics", [root(lambda x: (1 + (1 - n) ** 2) * x - (1 - n * x) ** 2, 0, 1) for n in (5, 10, 20)])
table("powers", [root(lambda x: x ** 2 - (1 - x) ** n, 0, 1) for n in (2, 5, 10, 15, 20)])
table("quartics", [root(lambda x: (1 + (1 - n) ** 4) * x - (1 - n * x) ** 4, 0, 1)
                   for n in (2, 4, 5, 8, 15, 20)])
table("mixed", [root(lambda x: exp(-n * x) * (x - 1) + x ** n, 0, 1) for n in (1, 5, 10, 15, 20)])
table("flat_left", [root(lambda x: x / mpf("1.5") + sin(x) - 1, 0, 1)])
