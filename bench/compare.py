#!/usr/bin/env python3
"""Before and after: bench/compare.py OLD.json NEW.json prints the ratio of each median, and errors that grew.

Exits 1 where a method became wrong at more points or its error grew tenfold: speed counts only at equal accuracy.
"""
import json
import sys


def read(path):
    with open(path, encoding="ascii") as file:
        result = json.load(file)
    return result, {record["name"]: record for record in result["measurements"]}


def main(old_path, new_path):
    old_result, old = read(old_path)
    new_result, new = read(new_path)
    if old_result["cpu"] != new_result["cpu"]:
        print(f"different processors: {old_result['cpu']} / {new_result['cpu']}; only ratios within one file mean anything")
    worse = False
    for name in [n for n in old if n in new]:
        before, after = old[name], new[name]
        line = f"{before['median']:10.4g} -> {after['median']:10.4g} {after['unit']:9} x{after['median'] / before['median']:.2f}  {name}"
        if after.get("wrong", 0) > before.get("wrong", 0) or after.get("error", 0) > 10 * before.get("error", 0) + 1e-15:
            line += f"  LESS ACCURATE: wrong {before.get('wrong')} -> {after.get('wrong')}, error {before.get('error')} -> {after.get('error')}"
            worse = True
        print(line)
    for name in sorted(set(old) ^ set(new)):
        print(f"only in {'the first' if name in old else 'the second'}: {name}")
    return 1 if worse else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
