#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws docs/images/wind_by_sector.png: speed at about 1.3 m by sector, from finished wind libraries.

usage: wind_by_sector.py OUT.png "TITLE=RUN.wind.nc" ...

Of each library two sectors as maps with arrows and, for all, the mean and the quartiles over open ground by the direction
that the wind comes from; the same figures go to standard output, over the sector's reference speed (10 m above d), and
the means of what lies 50 m and more from the area's rim and of the windward half of the rim.
"""
import sys

import h5py
import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

LEVEL = 2  # 1.0 to 1.6 m above ground
SHOWN = (270.0, 210.0)  # degrees
RIM = 50  # m


def library(path):
    with h5py.File(path) as run:
        wind = run["wind"]
        return {name: wind[name][:] for name in ("x", "y", "z", "sector", "upwind_roughness", "upwind_displacement_height")} | {
            name: wind[name][:, LEVEL] for name in ("wind_speed", "x_wind", "y_wind")}


def windward(x, y, direction):
    """The half of the area that the wind from `direction` meets first."""
    angle = np.radians(direction)
    return (x - x.mean()) * np.sin(angle) + (y - y.mean()) * np.cos(angle) > 0


def main(out, runs):
    figure, panels = plt.subplots(3, len(runs), figsize=(5.6 * len(runs), 10.5), squeeze=False,
                                  gridspec_kw={"height_ratios": (1, 1, 0.6)}, layout="constrained")
    for column, run in enumerate(runs):
        title, path = run.split("=", 1)
        lib = library(path)
        print(f"{title}, at {lib['z'][LEVEL]:.1f} m: from, z0, d, quartiles and mean over open ground, share below 0.1, highest, "
              f"mean within, mean of the windward rim")
        x, y = np.meshgrid(lib["x"], lib["y"])
        rim = np.minimum.reduce([x - x.min(), x.max() - x, y - y.min(), y.max() - y]) < RIM
        rows = []
        for n, direction in enumerate(lib["sector"]):
            open_ground = lib["wind_speed"][n][np.isfinite(lib["wind_speed"][n])]
            quartiles = np.percentile(open_ground, (25, 50, 75))
            rows.append((direction, *quartiles, open_ground.mean()))
            print(f"  {direction:5.0f}  {lib['upwind_roughness'][n]:.2f} {lib['upwind_displacement_height'][n]:4.1f}  "
                  + " ".join(f"{q:.3f}" for q in quartiles) + f"  {open_ground.mean():.3f}  "
                  f"{(open_ground < 0.1).mean():.2f}  {open_ground.max():.2f}  "
                  f"{np.nanmean(lib['wind_speed'][n][~rim]):.3f} {np.nanmean(lib['wind_speed'][n][rim & windward(x, y, direction)]):.3f}")
        for row, direction in enumerate(SHOWN):
            n = int(np.argmin(np.abs(lib["sector"] - direction)))
            axis = panels[row][column]
            picture = axis.pcolormesh(lib["x"], lib["y"], lib["wind_speed"][n], cmap="viridis", vmin=0, vmax=0.8, shading="nearest")
            axis.set_facecolor("0.35")
            step = max(1, len(lib["x"]) // 36)
            axis.quiver(lib["x"][::step], lib["y"][::step], lib["x_wind"][n][::step, ::step], lib["y_wind"][n][::step, ::step],
                        color="white", scale=18, width=0.002)
            axis.set_aspect("equal"), axis.set_xticks([]), axis.set_yticks([])
            axis.set_title(f"{title}, wind from {direction:.0f}°")
            figure.colorbar(picture, ax=axis, orientation="horizontal", shrink=0.7, aspect=40, label="speed at 1.3 m over the reference")
        axis = panels[2][column]
        rows = np.array(rows)
        axis.fill_between(rows[:, 0], rows[:, 1], rows[:, 3], color="0.8", label="quartiles")
        axis.plot(rows[:, 0], rows[:, 4], "k-", marker="o", label="mean over open ground")
        axis.set_xlabel("wind from, degrees"), axis.set_ylim(0, 0.4), axis.set_xticks(range(0, 360, 30)), axis.legend(loc="lower center")
    figure.savefig(out, dpi=80)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
