"""Opens GRID.nc with xarray and holds every number and word of TABLE.csv against it; the shape against DIMENSIONS.

usage: compare_grid.py GRID.nc TABLE.csv NAME=SIZE,...   prints "N cells agree"
"""
import csv
import sys

import numpy as np
import xarray


def dataset(path):
    raw = xarray.open_dataset(path, mask_and_scale=False)
    for name, variable in raw.variables.items():
        if "flag_meanings" in variable.attrs:
            words = variable.attrs["flag_meanings"].split()
            assert list(variable.attrs["flag_values"]) == list(range(len(words))), name
    return raw


def cell(raw, name, selection):
    variable = raw[name]
    value = variable.values[tuple(selection[d] for d in variable.dims)]
    if "flag_meanings" in variable.attrs:
        return variable.attrs["flag_meanings"].split()[value] if value >= 0 else ""
    return value


def main(grid, table, shape):
    raw = dataset(grid)
    expected = dict((name, int(size)) for name, size in (item.split("=") for item in shape.split(",")))
    assert dict(raw.sizes) == expected, (dict(raw.sizes), expected)
    axes = [d for d in raw.sizes if d not in ("point", "equilibrium", "player")]
    players = [str(p) for p in raw["player"].values]
    agreed, finite, in_csv = 0, 0, 0
    for row in csv.DictReader(open(table, newline="")):
        selection = {"point": int(row["point"]) - 1} if "point" in raw.sizes else {}
        for axis in axes:
            values = raw[axis].values
            wanted = float(row[axis]) if values.dtype.kind == "f" else row[axis]
            selection[axis] = int(np.flatnonzero(values == wanted)[0])
        selection["equilibrium"] = int(row.get("equilibrium") or 1) - 1
        selection["player"] = players.index(row["player"]) if row.get("player") else 0
        for name, text in row.items():
            if name in ("point", "equilibrium", "player") or name in axes or name not in raw:
                assert name in raw or name in ("point", "equilibrium", "player"), name
                continue
            value = cell(raw, name, selection)
            if text == "":
                assert value == "" or value != value, (name, value)
                continue
            if isinstance(value, (float, np.floating)):
                assert float(text) == value, (name, text, value)
                in_csv += 1 if "player" in raw[name].dims else 0
            else:
                assert text == str(value), (name, text, value)
            agreed += 1
    for name, variable in raw.variables.items():  # nothing is there that the table does not have
        if "player" in variable.dims and variable.dtype.kind == "f":
            finite += int(np.isfinite(variable.values).sum())
    assert finite == in_csv, (finite, in_csv)
    for name in ("title", "family", "model_sha256", "source"):
        assert raw.attrs[name], name
    print(f"{agreed} cells agree")


main(*sys.argv[1:])
