"""F3 in numpy and SciPy: the posterior mean of a discount factor from 50 observations, on favor_society_bench's histories.

numpy multiplies the densities (8) on all cells of one history at once, by logarithms; SciPy integrates (9) as it stands
with the ends of the intervals as break points.
"""
import csv
import pathlib
import time
import warnings

import numpy as np
from scipy.integrate import quad

NOW, LAMBDA = 50, 0.02


def histories(folder):
    lists = {}
    with (pathlib.Path(folder) / "favor_histories.csv").open() as file:
        for name, lower, upper, when in csv.reader(file):
            lists.setdefault(name, []).append((float(lower), float(upper), float(when)))
    return [np.array(rows).T for rows in lists.values()]


def by_numpy(lower, upper, when):
    s = (1 - LAMBDA) ** (NOW - when)
    cuts = np.sort(np.concatenate([[0.0, 1.0], np.where(upper == 1, lower, upper)]))
    middle, width = 0.5 * (cuts[1:] + cuts[:-1]), np.diff(cuts)
    inside = (lower <= middle[:, None]) & (middle[:, None] <= upper)
    logs = np.log(1 - s + np.where(inside, s / (upper - lower), 0.0)).sum(axis=1)
    weight = np.exp(logs - logs.max()) * width
    return float(weight @ middle / weight.sum())


def by_quad(lower, upper, when):
    s = (1 - LAMBDA) ** (NOW - when)
    scale = by_numpy(lower, upper, when)

    def density(x):
        return np.prod(1 - s + np.where((lower <= x) & (x <= upper), s / (upper - lower), 0.0))

    unit = density(scale) or 1.0
    ends = np.where(upper == 1, lower, upper)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mass = quad(lambda x: density(x) / unit, 0, 1, points=ends, limit=400)[0]
        return quad(lambda x: x * density(x) / unit, 0, 1, points=ends, limit=400)[0] / mass


def measure(judging, folder):
    work = histories(folder)
    for name, mean, count in [("numpy, 50 observations, all cells", by_numpy, 200), ("SciPy quad, 50 observations", by_quad, 5)]:
        if name.startswith("SciPy") and not judging:
            continue
        start = time.process_time()
        found = [mean(*history) for history in work[:count]]
        seconds = time.process_time() - start
        record = {"kernel": "F3", "name": name, "unit": "us", "value": 1e6 * seconds / count, "points": count}
        if judging:
            record["error"] = max(abs(a - by_numpy(*h)) / a for a, h in zip(found, work))
        yield record
