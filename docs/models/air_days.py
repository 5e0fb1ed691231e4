#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the tables of docs/models/air.md: how much warmer than the station's the air is, from finished runs.

usage: air_days.py day NONE.nc RULE.nc SLAB.nc        one day, hour by hour, and its afternoon
       air_days.py days NONE/ RULE/ SLAB/             folders of runs of several days: a heat island's figures

The three runs differ in weather.urban_increment only. Hours are local ones, by their begin.
"""
import json
import sys
from pathlib import Path

import h5py
import numpy as np


def air(path):
    with h5py.File(path) as run:
        return run["air_temperature"][:].astype(float)


def day(none, rule, slab):
    station = air(none).mean(axis=(1, 2))
    columns = air(slab) - station[:, None, None]
    by_rule = air(rule).mean(axis=(1, 2)) - station
    made = json.loads(Path(slab).with_suffix(".run.json").read_text())["air_over_station_k"]
    print("| hour | lift | slab | blocks | increment | rule |\n| --- | --- | --- | --- | --- | --- |")
    for h in range(0, len(station), 3):
        parts = " | ".join(f"{made[name][h]:.2f}" for name in ("lift", "slab", "blocks"))
        print(f"| {h:02d} | {parts} | {columns[h].mean():.2f} | {by_rule[h]:.2f} |")
    at = columns[15]
    print(f"columns at 15 h: {at.min():.2f} to {at.max():.2f} K over the station, standard deviation {at.std():.2f} K")
    for name, path in (("slab", slab), ("rule", rule), ("none", none)):
        with h5py.File(path) as run:
            ground = ~np.isin(run["surface_type"][:], [water_of(run)])
            pet = run["pet_12_18"][:]
            print(f"PET 12-18 h, {name}: {np.nanmean(pet[ground & ~np.isnan(pet)]):.1f} degC on open ground")


def water_of(run):
    kinds = run["surface_type"].attrs
    return dict(zip(kinds["flag_meanings"].decode().split(), kinds["flag_values"]))["water"]


def days(none, rule, slab):
    names = sorted(path.name for path in Path(none).glob("*.nc"))
    station = np.array([air(Path(none) / name).mean(axis=(1, 2)) for name in names])
    night = [22, 23, 0, 1, 2, 3, 4]
    print(f"{len(names)} days, {names[0][:-3]} to {names[-1][:-3]}\n| K | slab | rule |\n| --- | --- | --- |")
    rows = {}
    for folder in (slab, rule):
        over = np.array([air(Path(folder) / name).mean(axis=(1, 2)) for name in names]) - station
        most = over.max(axis=1)
        for label, value in (("mean of all hours", over.mean()), ("mean of 22 to 5 h", over[:, night].mean()),
                             ("daily maximum of the hours, mean", most.mean()),
                             ("the same, 95th percentile", np.percentile(most, 95)),
                             ("morning, 8 to 10 h", over[:, 8:10].mean()),
                             ("afternoon, 12 to 18 h", over[:, 12:18].mean())):
            rows.setdefault(label, []).append(f"{value:.1f}")
    for label, values in rows.items():
        print(f"| {label} | {' | '.join(values)} |")


if __name__ == "__main__":
    if len(sys.argv) != 5 or sys.argv[1] not in ("day", "days"):
        sys.exit(__doc__)
    {"day": day, "days": days}[sys.argv[1]](*sys.argv[2:])
