#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws docs/images/diurnal_cycles.png: how warm surfaces are through a day, from finished runs.

usage: diurnal_cycles.py OUT.png "TITLE=RUN.nc" ...     RUN.facets.vtkhdf stands beside RUN.nc

Means over the area of asphalt, grass, roofs and water (surface types that the area does not have are left out), and of the
walls by the way they face; the same figures go to standard output, in degC, with the air's and which air it is
(weather.urban_increment).
"""
import sys

import h5py
import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

TYPES = {"closed_paving": ("asphalt", "0.25"), "unknown": ("unknown, as paved", "0.6"), "grass": ("grass", "tab:green"),
         "building": ("roofs", "tab:red"), "water": ("water", "tab:blue")}
FACING = [("north", "tab:purple"), ("east", "tab:orange"), ("south", "tab:red"), ("west", "tab:brown")]


def day_of(path):
    with h5py.File(path) as run:
        kinds = run["surface_type"]
        meanings = dict(zip(kinds.attrs["flag_meanings"].decode().split(), kinds.attrs["flag_values"]))
        kind = kinds[:]
        surface = run["surface_temperature"][:] - 273.15
        air = run["air_temperature"][:].mean(axis=(1, 2)) - 273.15
        which = run["air_temperature"].attrs["urban_increment"].decode()
        hour = (run["time_bnds"][:].mean(axis=1) - run["time_bnds"][0, 0])
        unit = run["time"].attrs["units"].decode()
    hour = hour / (3600 if unit.startswith("seconds") else 60 if unit.startswith("minutes") else 1)
    ground = {}
    for name, (label, colour) in TYPES.items():
        here = kind == meanings.get(name, -1)
        if here.sum() > 200:
            ground[label] = (surface[:, here].mean(axis=1), colour)
    with h5py.File(path.replace(".nc", ".facets.vtkhdf")) as facets:
        group = facets["VTKHDF"]
        cells = int(group["NumberOfCells"][0])
        facing = group["CellData/facing"][:]
        wall = group["CellData/surface_temperature"][:].reshape(-1, cells) - 273.15
    walls = {label: (wall[:, facing == n].mean(axis=1), colour) for n, (label, colour) in enumerate(FACING)}
    return hour, air, which, ground, walls


def main(out, runs):
    figure, panels = plt.subplots(2, len(runs), figsize=(3.6 * len(runs), 6.4), sharex=True, sharey="row", squeeze=False)
    for column, run in enumerate(runs):
        title, path = run.split("=", 1)
        hour, air, which, ground, walls = day_of(path)
        print(f"{title}\n  {'air, ' + which:18s} {air.min():5.1f} to {air.max():5.1f}, highest in hour {int(np.argmax(air)) + 1}")
        for row, lines in enumerate((ground, walls)):
            axis = panels[row][column]
            axis.plot(hour, air, "k--", lw=1, label=f"air ({which})")
            for label, (values, colour) in lines.items():
                axis.plot(hour, values, color=colour, label=label)
                print(f"  {label:18s} {values.min():5.1f} to {values.max():5.1f}, highest in hour {int(np.argmax(values)) + 1}")
            axis.grid(alpha=0.3)
            axis.legend(fontsize=7, loc="upper left")
        panels[0][column].set_title(title, fontsize=9)
        panels[1][column].set_xlabel("hour of the day, local summer time")
    panels[0][0].set_ylabel("ground and roofs, degC")
    panels[1][0].set_ylabel("walls, degC")
    panels[0][0].set_xlim(0, 24)
    panels[0][0].set_xticks(range(0, 25, 6))
    figure.tight_layout()
    figure.savefig(out, dpi=110)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
