// SPDX-License-Identifier: Apache-2.0
#include "inputs/raster/patches.hpp"

#include <algorithm>

namespace luwte {

Patches find_patches(const Mask& mask, idx nx, idx ny) {
    Patches out;
    out.label.assign(mask.size(), -1);
    std::vector<std::size_t> queue;
    for (std::size_t start = 0; start < mask.size(); ++start) {
        if (mask[start] == 0 || out.label[start] >= 0) continue;
        const auto label = std::int32_t(out.cells.size());
        queue.assign(1, start);
        out.label[start] = label;
        for (std::size_t head = 0; head < queue.size(); ++head) {
            const std::size_t n = queue[head];
            const idx i = idx(n % std::size_t(nx)), j = idx(n / std::size_t(nx));
            const auto visit = [&](bool inside, std::size_t m) {
                if (!inside || mask[m] == 0 || out.label[m] >= 0) return;
                out.label[m] = label;
                queue.push_back(m);
            };
            visit(i > 0, n - 1);
            visit(i + 1 < nx, n + 1);
            visit(j > 0, n - std::size_t(nx));
            visit(j + 1 < ny, n + std::size_t(nx));
        }
        out.cells.push_back(std::int64_t(queue.size()));
    }
    return out;
}

Mask without_small_patches(const Mask& mask, idx nx, idx ny, std::int64_t cells) {
    const Patches patches = find_patches(mask, nx, ny);
    Mask out(mask.size(), 0);
    for (std::size_t n = 0; n < mask.size(); ++n)
        out[n] = patches.label[n] >= 0 && patches.cells[std::size_t(patches.label[n])] >= cells;
    return out;
}

Mask opened(const Mask& mask, idx nx, idx ny, int side) {
    if (side <= 1) return mask;
    // Squares are known by their lower left cell: first the rows, then the columns of each square.
    const auto run = [&](const Mask& in, std::size_t stride, idx length, idx lines, std::size_t line_stride,
                         bool all) {
        Mask out(in.size(), 0);
        for (idx l = 0; l < lines; ++l) {
            int count = 0;
            for (idx k = 0; k < length; ++k) {
                // all: is cell k the first of `side` set ones; any: is one of the `side` cells up to k set
                const idx c = all ? length - 1 - k : k;
                const std::size_t n = std::size_t(l) * line_stride + std::size_t(c) * stride;
                if (all) {
                    count = in[n] ? count + 1 : 0;
                    out[n] = count >= side;
                } else {
                    count = in[n] ? side : std::max(0, count - 1);
                    out[n] = count > 0;
                }
            }
        }
        return out;
    };
    const auto row = std::size_t(nx);
    const Mask eroded = run(run(mask, 1, nx, ny, row, true), row, ny, nx, 1, true);
    return run(run(eroded, 1, nx, ny, row, false), row, ny, nx, 1, false);
}

Mask closed(const Mask& mask, idx nx, idx ny, int side) {
    if (side <= 1) return mask;
    // A margin of `side` open cells, so that squares may reach beyond the plane.
    const idx mx = nx + 2 * side, my = ny + 2 * side;
    const auto at = [&](idx j, idx i) {
        return std::size_t(j + side) * std::size_t(mx) + std::size_t(i + side);
    };
    Mask open(std::size_t(mx) * std::size_t(my), 1), out(mask.size());
    for (idx j = 0; j < ny; ++j)
        for (idx i = 0; i < nx; ++i)
            open[at(j, i)] = mask[std::size_t(j) * std::size_t(nx) + std::size_t(i)] == 0;
    open = opened(open, mx, my, side);
    for (idx j = 0; j < ny; ++j)
        for (idx i = 0; i < nx; ++i)
            out[std::size_t(j) * std::size_t(nx) + std::size_t(i)] = open[at(j, i)] == 0;
    return out;
}

Mask grown(const Mask& seed, const Mask& within, idx nx, idx ny, int steps) {
    Mask now = seed;
    for (int s = 0; s < steps; ++s) {
        Mask next = now;
        for (idx j = 0; j < ny; ++j)
            for (idx i = 0; i < nx; ++i) {
                const std::size_t n = std::size_t(j) * std::size_t(nx) + std::size_t(i);
                if (now[n] || !within[n]) continue;
                next[n] = (i > 0 && now[n - 1]) || (i + 1 < nx && now[n + 1]) ||
                          (j > 0 && now[n - std::size_t(nx)]) || (j + 1 < ny && now[n + std::size_t(nx)]);
            }
        now = std::move(next);
    }
    return now;
}

}  // namespace luwte
