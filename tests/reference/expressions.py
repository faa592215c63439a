#!/usr/bin/env python3
"""Values, gradients and Hessians of formulas by SymPy at 40 digits: writes expressions.json beside itself.

The formulas are spelt twice, for the language of descriptions and for SymPy; what one says the other must mean.
"""
import json
import pathlib

import sympy as sp

x, y, z = sp.symbols("x y z", real=True)
D, g, lam = sp.Rational(5000), sp.Rational("1.1"), sp.Rational("2.5")
logistic = lambda t: 1 / (1 + sp.exp(-t))
softplus = lambda t: sp.log(1 + sp.exp(t))

# formula, the same for SymPy, points
CASES = [
    ("x * (20 - (x + y)) - 4 * x", x * (20 - (x + y)) - 4 * x, [("3", "4.5", "0"), ("0", "0", "0")]),
    ("x * (D / (x + y + z))^(1 / g) - 10 * x", x * (D / (x + y + z)) ** (1 / g) - 10 * x,
     [("36.9", "41.8", "43.7"), ("0.01", "2", "150")]),
    ("6 / 11 * 5^(-1/1.2) * x^(2.2 / 1.2)",
     sp.Rational(6, 11) * sp.Integer(5) ** (-1 / sp.Rational("1.2")) * x ** (sp.Rational("2.2") / sp.Rational("1.2")),
     [("0.5", "1", "1"), ("140", "1", "1")]),
    ("exp(lam * x) / (exp(lam * x) + exp(lam * y) + exp(lam * z))",
     sp.exp(lam * x) / (sp.exp(lam * x) + sp.exp(lam * y) + sp.exp(lam * z)), [("0.1", "0.2", "0.3"), ("1", "-2", "0.5")]),
    ("log(1 + x) * sqrt(x * y) - tanh(z)", sp.log(1 + x) * sp.sqrt(x * y) - sp.tanh(z),
     [("0.3", "0.8", "-0.4"), ("12", "7", "2")]),
    ("log1p(x^2) + logistic(y - z) * softplus(x)", sp.log(1 + x**2) + logistic(y - z) * softplus(x),
     [("0.3", "0.8", "-0.4"), ("-2", "7", "2"), ("3", "-1", "1")]),
    ("pow(x, y) + x^-3 - -x^2", x**y + x**-3 + x**2, [("0.7", "1.3", "0"), ("2", "3", "0")]),
    ("2^x^2 / (1 + x^2 * y^2)", sp.Integer(2) ** (x**2) / (1 + x**2 * y**2), [("0.7", "1.3", "0"), ("-0.2", "3", "0")]),
    ("max(x, y) * min(y, z) + abs(x - z)", sp.Max(x, y) * sp.Min(y, z) + sp.Abs(x - z),
     [("1", "2", "3"), ("3", "1", "2"), ("-1", "-2", "-3")]),
    ("if(x < y and not z > 1, x^2 * y, exp(z) / y)", None, [("1", "2", "0.5"), ("2", "1", "0.5"), ("1", "2", "1.5")]),
    ("x / (x + y) * (1 - (x + y))", x / (x + y) * (1 - (x + y)), [("0.09", "0.81", "0"), ("0.5", "0.2", "0")]),
    ("20 * log1p(x) + 0.65 * sqrt(x * y) - 0.3 * x * z", 20 * sp.log(1 + x) + sp.Rational("0.65") * sp.sqrt(x * y)
     - sp.Rational("0.3") * x * z, [("60", "55", "3"), ("0.5", "90", "-1")]),
    ("(x + y + z)^2 - (x - y) * (y - z) / (x^2 + 1)", (x + y + z) ** 2 - (x - y) * (y - z) / (x**2 + 1),
     [("0.25", "-1.5", "4"), ("1e3", "2e-3", "7")]),
    ("sum(k, 1..6, x^k / k) - prod(k, 1..3, y + k * z)",
     sum(x**k / sp.Integer(k) for k in range(1, 7)) - (y + z) * (y + 2 * z) * (y + 3 * z),
     [("0.5", "1", "2"), ("-1.5", "0.25", "0.125")]),
]


def branch(point):
    a, b, c = (sp.Rational(v) for v in point)
    return x**2 * y if a < b and not c > 1 else sp.exp(z) / y


def text(value):
    return str(sp.N(value, 25)).replace("e", "e") if not value.is_Integer else str(value)


items = []
for formula, expression, points in CASES:
    for point in points:
        f = branch(point) if expression is None else expression
        at = dict(zip((x, y, z), (sp.Rational(v) for v in point)))
        first = [sp.diff(f, v) for v in (x, y, z)]
        items.append({
            "kind": "formula",
            "name": f"{formula} at ({', '.join(point)})",
            "formula": formula,
            "point": list(point),
            "value": text(sp.N(f.subs(at), 30)),
            "gradient": [text(sp.N(d.subs(at).doit(), 30)) for d in first],
            "hessian": [[text(sp.N(sp.diff(d, v).subs(at).doit(), 30)) for v in (x, y, z)] for d in first],
        })
path = pathlib.Path(__file__).with_suffix(".json")
about = "formulas of three variables x, y, z with parameters D = 5000, g = 1.1, lam = 2.5 (decimals exact): value, gradient, Hessian"
path.write_text(json.dumps({"about": about, "items": items}, indent=1) + "\n")
