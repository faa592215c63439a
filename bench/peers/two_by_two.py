#!/usr/bin/env python3
"""K5 in turns: the kernel's bench and numpy play 2 x 2 games of limited trust, draws included.

usage: bench/peers/two_by_two.py build/bench/two_by_two_bench [ROUNDS] > bench/results/two_by_two.md

CPU time of one thread; medians over the rounds with smallest and largest. The error of a mean is its relative distance
from the exact u_L."""
import os
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import json
import statistics
import subprocess
import sys
import time

import numpy as np

LEADER_TRUST, FOLLOWER_TRUST, GAMES = 0.2, 0.3, 1_000_000


def second(own0, own1, other0, other1, trust):
    """Whether option 1 is chosen, for whole arrays; continuous laws, so without ties."""
    return (own0 - own1 <= trust) & ((own1 + other1 > own0 + other0) | (own1 - own0 > trust))


def play(a, b):
    """Mean payoff of the leader; a, b: 2 x 2 x games."""
    first = second(b[0, 0], b[0, 1], a[0, 0], a[0, 1], FOLLOWER_TRUST)
    other = second(b[1, 0], b[1, 1], a[1, 0], a[1, 1], FOLLOWER_TRUST)
    a0, b0 = np.where(first, a[0, 1], a[0, 0]), np.where(first, b[0, 1], b[0, 0])
    a1, b1 = np.where(other, a[1, 1], a[1, 0]), np.where(other, b[1, 1], b[1, 0])
    return np.where(second(a0, a1, b0, b1, LEADER_TRUST), a1, a0).mean()


def numpy_round(law):
    """In pieces that stay in the cache, which is numpy's best."""
    random, piece, total = np.random.default_rng(1), 8192, 0.0
    start = time.process_time()
    for _ in range(GAMES // piece):
        draws = random.random((2, 2, 2, piece)) if law == "uniform" else random.standard_exponential((2, 2, 2, piece))
        total += play(draws[0], draws[1])
    count = GAMES // piece * piece
    return 1e9 * (time.process_time() - start) / count, count


def cpu_model():
    with open("/proc/cpuinfo", encoding="ascii") as info:
        return next(line.split(":", 1)[1].strip() for line in info if line.startswith("model name"))


def main(program, rounds):
    records, before = {}, os.getloadavg()[0]
    for _ in range(rounds):
        for line in subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines():
            record = json.loads(line)
            records.setdefault(record["name"], {**record, "values": []})["values"].append(record["value"])
        for law in ("uniform", "exponential"):
            value, count = numpy_round(law)
            name = f"{law}, numpy"
            records.setdefault(name, {"name": name, "points": count, "values": []})["values"].append(value)
    print(f"# {cpu_model()}\n\n{rounds} rounds, CPU time of one thread, load {before:.1f} at the start and "
          f"{os.getloadavg()[0]:.1f} at the end on {os.cpu_count()} cores.\n")
    print("| K5: 2 x 2 games, draws included | median ns a game | min to max | relative error of the mean | games |\n"
          "| --- | --- | --- | --- | --- |")
    median = {name: statistics.median(r["values"]) for name, r in records.items()}
    for name, r in records.items():
        error = f"{r['error']:.1e}" if "error" in r else ""
        print(f"| {name} | {median[name]:.2f} | {min(r['values']):.2f} to {max(r['values']):.2f} | {error} | {r['points']} |")
    print("\n| ratio of medians | |\n| --- | --- |")
    for law in ("uniform", "exponential"):
        kernel = median[f"{law}, kernel, avx2"]
        for peer in ("numpy", "std::mt19937_64"):
            print(f"| {law}: {peer} over the kernel with AVX2 | {median[f'{law}, {peer}'] / kernel:.1f} |")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 9)
