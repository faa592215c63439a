"""Draws a sweep over two parameters from its CSV: python3 plot_sweep.py figure4.csv sharing figure4.pdf

The CSV is `entente sweep digital-twin/figure4 -o figure4.csv`: one row per point, equilibrium and player; the columns
between `point` and `status` are the axes. Needs numpy and matplotlib.
"""
import csv
import sys

import numpy as np


def read_grid(path, quantity):
    with open(path, newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["equilibrium"] in ("", "1")]
    columns = list(rows[0])
    first, second = columns[columns.index("point") + 1:columns.index("status")]
    x, y = (np.unique([float(row[axis]) for row in rows]) for axis in (first, second))
    grid = np.full((len(y), len(x)), np.nan)
    for row in rows:
        if row["status"] == "certified":  # other rows are no answers
            grid[np.searchsorted(y, float(row[second])), np.searchsorted(x, float(row[first]))] = float(row[quantity])
    return first, second, x, y, grid


if __name__ == "__main__":
    import matplotlib.pyplot as plt

    first, second, x, y, grid = read_grid(sys.argv[1], sys.argv[2])
    figure, axes = plt.subplots(subplot_kw={"projection": "3d"})
    axes.plot_surface(*np.meshgrid(x, y), grid, cmap="viridis")
    axes.set(xlabel=first, ylabel=second, zlabel=sys.argv[2])
    figure.savefig(sys.argv[3])
