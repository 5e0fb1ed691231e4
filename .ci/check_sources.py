#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rules about sources that no compiler checks. usage: check_sources.py [ROOT]

1. Layers: kernels <- models <- inputs <- host; validation and benches use anything, nothing uses them, but for
   host/main.cpp, where the program comes together.
2. No GDAL in kernels and models, HDF5 only from host on; CUDA headers only in .cu and .cuh files; CUB
   and Thrust only in kernels/core/reduce.cu; launches only in kernels/core/launch_cuda.cuh.
3. Every source begins with an SPDX line; files stay below 600 lines; no mark of unfinished work; no path of
   somebody's machine.
"""
import os
import re
import sys

LAYERS = ["kernels", "models", "inputs", "host"]
FOLDERS = LAYERS + ["validation", "benches"]
SOURCE = (".hpp", ".cpp", ".cu", ".cuh")
SCRIPT = (".py", ".sh", ".cmake")
MAX_LINES = 600
SPDX = "SPDX-License-Identifier: Apache-2.0"
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home/\w|root/|work/|tmp/\w)")


def may_include(layer, other):
    if other not in FOLDERS or layer == other:
        return True
    if layer in ("validation", "benches"):
        return other != "benches"
    return other in LAYERS and LAYERS.index(other) < LAYERS.index(layer)


def problems_of(path, text):
    """path is relative to the root, with '/'."""
    layer = path.split("/")[0]
    lines = text.splitlines()
    if not any(SPDX in line for line in lines[:3]):
        yield 1, f"does not begin with '{SPDX}'"
    if len(lines) > MAX_LINES:
        yield len(lines), f"{len(lines)} lines; is there a second thing inside with a name of its own?"
    checker = path.startswith(".ci/check_sources")
    for number, line in enumerate(lines, 1):
        if not checker and UNFINISHED.search(line):
            yield number, "mark of unfinished work: " + line.strip()
        if not checker and MACHINE_PATH.search(line):
            yield number, "path of one machine: " + line.strip()
        include = re.match(r'\s*#\s*include\s*["<]([^">]+)[">]', line)
        if include and path.endswith(SOURCE):
            yield from ((number, p) for p in problems_of_include(path, layer, include.group(1)))
        if "<<<" in line and path.endswith(SOURCE) and path != "kernels/core/launch_cuda.cuh":
            yield number, "a launch outside kernels/core/launch_cuda.cuh"


def problems_of_include(path, layer, header):
    other = header.split("/")[0]
    joins_all = path == "host/main.cpp" and other == "validation"  # luwte validate
    if layer in FOLDERS and not may_include(layer, other) and not joins_all:
        yield f"{layer} may not include {header}"
    device_code = path.endswith((".cu", ".cuh"))
    if re.match(r"cuda(_\w+)?\.h$|.*\.cuh$", header) and not device_code:
        if not (path == "kernels/core/launch.hpp" and header == "kernels/core/launch_cuda.cuh"):
            yield f"{header} outside .cu and .cuh files"
    if other in ("cub", "thrust") and path != "kernels/core/reduce.cu":
        yield f"{header} outside kernels/core/reduce.cu"
    if re.match(r"(gdal|ogr|cpl_)\w*\.h$", header) and layer in ("kernels", "models"):
        yield f"GDAL in {layer}"
    if re.match(r"(hdf5|H5\w+)\.h", header) and layer not in ("host", "validation", "benches"):
        yield f"HDF5 in {layer}"


def files(root):
    for folder, subfolders, names in os.walk(root):
        inside = os.path.relpath(folder, root)
        subfolders[:] = [s for s in subfolders if s != "__pycache__" and not (
            inside == "." and (s in (".git", "out") or s.startswith("build")))]
        for name in names:
            path = os.path.normpath(os.path.join(inside, name)).replace(os.sep, "/")
            script = name in ("demo", "test", "run", "CMakeLists.txt") or path.startswith(".ci/")
            if name.endswith(SOURCE + SCRIPT) or script:
                yield path


def check(root):
    found, count = [], 0
    for path in sorted(files(root)):
        count += 1
        with open(os.path.join(root, path), encoding="utf-8") as f:
            found += [f"{path}, line {n}: {what}" for n, what in problems_of(path, f.read())]
    return found, count


if __name__ == "__main__":
    found, count = check(sys.argv[1] if len(sys.argv) > 1 else ".")
    for line in found:
        print("error:", line)
    print(f"{count} files, {len(found)} problems")
    sys.exit(bool(found) or count == 0)
