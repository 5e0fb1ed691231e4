#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What each CUDA kernel costs on sm_90, from ptxas and from the machine code: no GPU needed.

usage: resource_table.py BUILD_DIR [--arch 90]

Compiles every .cu file of the build (not its tests) to a cubin, prints registers, shared memory, spills,
occupancy by formula and counts of memory and double instructions per kernel, and exits with 1 when a kernel
uses local memory (spills, or arrays indexed at run time), more than MAX_REGISTERS registers, or double
arithmetic without being named in DOUBLE_KERNELS. CUB's own kernels are printed; only spills fail for them.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import re
import shlex
import struct
import subprocess
import sys

MAX_REGISTERS = 128  # 256 threads: at least two blocks, a quarter of the warps, on every SM
# Sums over many cells, once per block; sheared heights far down a line, once per run; national coordinates, a
# subtraction for each point (of a street's axis or a receptor).
DOUBLE_KERNELS = re.compile(
    r"^(BlockSums|HeatIslandOfBlock|WindOfBlock|SeeFacets|DistanceToLine|ReceptorOfCell|StreetsAtCell)$")

# Instructions are 16 bytes; the low 9 bits are the opcode (sm_70 and later).
LOCAL = {0x183: "LDL", 0x187: "STL"}
DOUBLE = {0x28: "DMUL", 0x29: "DADD", 0x2B: "DFMA", 0x2A: "DSETP"}
GLOBAL = {0x181: "LDG", 0x186: "STG"}
# sm_90: registers, warps and blocks per SM (CUDA programming guide, compute capabilities)
REGISTERS, WARPS, BLOCKS = 65536, 64, 32


def occupancy(registers, threads):
    warps = (threads + 31) // 32
    per_warp = (max(registers, 1) * 32 + 255) // 256 * 256
    by_registers = REGISTERS // per_warp // 4 * 4 // warps  # warps are spread over four partitions
    return min(BLOCKS, WARPS // warps, by_registers) * warps / WARPS


def cubin_of(entry, folder, arch):
    """Compiles one file, unless its cubin is newer than its object; returns cubin and ptxas's report."""
    source = entry["file"]
    base = os.path.join(folder, re.sub(r"\W", "_", os.path.relpath(source)))
    cubin, report = base + ".cubin", base + ".txt"
    args, out = iter(shlex.split(entry["command"])), []
    for a in args:
        if a == "-o":
            obj = os.path.join(entry["directory"], next(args))
        elif a in ("-MT", "-MF"):
            next(args)
        elif a not in ("-c", "-MD") and not a.startswith("--generate-code"):
            out.append(a)
    if not (os.path.exists(cubin) and os.path.exists(obj) and os.path.getmtime(cubin) > os.path.getmtime(obj)):
        out += [f"-arch=sm_{arch}", "-cubin", "-Xptxas=-v", "-o", cubin]
        run = subprocess.run(out, cwd=entry["directory"], capture_output=True, text=True)
        if run.returncode:
            sys.exit(run.stderr)
        with open(report, "w") as f:
            f.write(run.stderr)
    return source, cubin, open(report).read()


def opcodes(cubin):
    data, counts = open(cubin, "rb").read(), {}
    sections = subprocess.run(["readelf", "-SW", cubin], capture_output=True, text=True, check=True).stdout
    for name, offset, size in re.findall(r"\.text\.(\S+)\s+PROGBITS\s+\S+\s+(\S+)\s+(\S+)", sections):
        code = range(int(offset, 16), int(offset, 16) + int(size, 16), 16)
        counts[name] = collections.Counter(struct.unpack_from("<Q", data, p)[0] & 0x1FF for p in code)
    return counts


def short(name):
    """luwte::cuda_detail::run<256, InBox2<luwte::Diffuse>>(...) -> Diffuse [256]"""
    ours = re.search(r"run<(?:\(int\))?(\d+), .*?(?:InBox[23]|OnLine)<(.+?)>\s*>\(", name)
    if ours:
        return re.sub(r"\w+::|\(anonymous namespace\)::", "", ours.group(2)), int(ours.group(1))
    name = re.sub(r"^void ", "", name)
    return ("CUB " + re.sub(r".*::", "", name.split("<")[0]), 256) if "cub::" in name else (name.split("(")[0], 256)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--arch", type=int, default=90)
    options = parser.parse_args()
    with open(os.path.join(options.build, "compile_commands.json")) as f:
        entries = [e for e in json.load(f) if e["file"].endswith(".cu") and not e["file"].endswith("_test.cu")]
    folder = os.path.join(options.build, "resources")
    os.makedirs(folder, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        compiled = list(pool.map(lambda e: cubin_of(e, os.path.abspath(folder), options.arch), entries))

    pattern = re.compile(
        r"Compiling entry function '(\S+)'.*?\n.*?\n\s*(\d+) bytes stack frame, (\d+) bytes spill stores, "
        r"(\d+) bytes spill loads\n.*?Used (\d+) registers([^\n]*)")
    problems, rows = [], []
    for source, cubin, report in compiled:
        code = opcodes(cubin)
        for m in pattern.finditer(report):
            mangled, stack, spill, registers = m[1], int(m[2]), int(m[3]) + int(m[4]), int(m[5])
            full = subprocess.run(["c++filt", mangled], capture_output=True, text=True).stdout.strip()
            name, threads = short(full)
            shared = re.search(r"(\d+) bytes smem", m[6])
            count = code.get(mangled, {})
            local = sum(count.get(o, 0) for o in LOCAL)
            double = sum(count.get(o, 0) for o in DOUBLE)
            rows.append((os.path.relpath(source), name, registers, int(shared[1]) if shared else 0, stack, spill,
                         round(100 * occupancy(registers, threads)), sum(count.values()),
                         sum(count.get(o, 0) for o in GLOBAL), local, double))
            where = f"{os.path.relpath(source)}: {name}"
            if spill:
                problems.append(f"{where}: {spill} bytes spilled")
            if name.startswith("CUB "):
                continue
            if local or stack:
                problems.append(f"{where}: local memory ({stack} bytes of stack, {local} instructions)")
            if registers > MAX_REGISTERS:
                problems.append(f"{where}: {registers} registers, more than {MAX_REGISTERS}")
            if double and not DOUBLE_KERNELS.search(name):
                problems.append(f"{where}: {double} double instructions")
    head = ("file", "kernel", "regs", "smem", "stack", "spill", "occ %", "instr", "ld/st", "local", "f64")
    widths = [max(len(str(r[c])) for r in [head, *rows]) for c in range(len(head))]
    print(f"CUDA kernels on sm_{options.arch} (occupancy by formula):")
    for r in [head, *sorted(rows)]:
        print("  " + "  ".join(str(v).ljust(w) if c < 2 else str(v).rjust(w) for c, (v, w) in enumerate(zip(r, widths))))
    for p in problems:
        print("error:", p)
    if not rows:
        print("error: no kernel was found in", options.build)
    sys.exit(bool(problems) or not rows)


main()
