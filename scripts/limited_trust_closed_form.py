#!/usr/bin/env python3
# scripts/limited_trust_closed_form.py
# Writes models/limited_trust/exponential_terms.cpp, formatted, from the rationals of tests/reference.
import json
import pathlib
import subprocess
from fractions import Fraction

root = pathlib.Path(__file__).resolve().parent.parent
source = "tests/reference/limited_trust_closed_form_2x2_exp.json"
target = root / "models/limited_trust/exponential_terms.cpp"


def literal(text):
    """A quotient of two exact doubles, so that the compiler rounds the rational once."""
    value = Fraction(text)
    assert abs(value.numerator) < 2**53 and value.denominator < 2**53
    return f"{value.numerator}.0 / {value.denominator}" if value.denominator > 1 else f"{value.numerator}.0"


def array(name, terms):
    for c, p, q, r, u in terms:
        # What the evaluation relies on.
        assert 0 <= p <= 3 and 0 <= q <= 3 and r >= -4 and (r >= 0 or u >= -2 * r)
    rows = [f"{{{literal(c)}, {p}, {q}, {r}, {u}}}" for c, p, q, r, u in terms]
    lines, line = [], "   "
    for row in rows:
        if len(line) + len(row) + 2 > 110:
            lines.append(line)
            line = "   "
        line += f" {row},"
    lines.append(line)
    return f"const ExponentialTerm {name}[] = {{\n" + "\n".join(lines) + "\n};\n"


data = json.loads((root / source).read_text())
pieces = [("leader_below", data["UL"]["le"]), ("leader_above", data["UL"]["gt"]),
          ("follower_below", data["UF"]["le"]), ("follower_above", data["UF"]["gt"])]
text = f"""// models/limited_trust/exponential_terms.cpp
// Written by scripts/limited_trust_closed_form.py, not by hand, from
// {source}.
#include "models/limited_trust/exponential_terms.hpp"

namespace models::limited_trust {{
namespace {{

{"".join(array(*piece) + chr(10) for piece in pieces)}}}  // namespace

std::span<const ExponentialTerm> leader_terms(bool leader_trusts_more) {{
  if (leader_trusts_more) return leader_above;
  return leader_below;
}}

std::span<const ExponentialTerm> follower_terms(bool leader_trusts_more) {{
  if (leader_trusts_more) return follower_above;
  return follower_below;
}}

}}  // namespace models::limited_trust
"""
target.write_text(text)
subprocess.run(["clang-format", "-i", str(target)], check=True)
