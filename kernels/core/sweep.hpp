// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Directional transport along lattice lines: the third launch shape.
///
///     sweep_lines<Tag>(backend, "name", lattice, functor)
///
/// A plane is [steps][cells]. Line l visits, at step n, cell  c = l + R(n),  R(n) = round(slope x_n):
/// every cell lies on exactly one line, lines are independent, neighbouring lines are contiguous.
///
///     step n ->  0   1   2   3   4      slope 0.4, x_n counted from the scene's centre
///     cell 3     .   .   .   a   a
///     cell 2     .   a   a   b   b      a, b: two neighbouring lines
///     cell 1     a   b   b   .   .
///     cell 0     b   .   .   .   .
///
/// R is computed in integers from a global step coordinate, so a tile that passes its offset walks the
/// same cells as the whole run, and round is half away from zero, so R(-x) = -R(x) and a mirrored scene
/// walks the mirrored cells: both bit for bit.
///
/// CPU: blocks of at most F::width lines per thread, step outer, a run of neighbouring lines inner (SIMD).
/// CUDA: a thread per line; a run is one line long.

#include "kernels/core/launch.hpp"

#include <algorithm>
#include <cstdint>

/// Before the loop over a run: its lines are independent.
#if defined(__CUDACC__)
#define LUWTE_SIMD
#else
#define LUWTE_SIMD _Pragma("omp simd")
#endif

namespace luwte {

/// The lines of one direction over one plane. Trivially copyable.
struct Lattice {
    idx steps = 0, cells = 0;       ///< extents of the plane: step axis, cross axis
    idx direction = 1;              ///< +1 walks steps upward, -1 downward
    std::int64_t slope = 0;         ///< cells across per step index, times 2^32; |slope| < 2^32
    std::int64_t origin_twice = 0;  ///< twice the global coordinate of step 0 [cells]; odd for half cells
    idx first_line = 0;             ///< smallest l of any line that meets the plane
    idx lines = 0;                  ///< number of lines

    /// The same, with first_line and lines worked out.
    static Lattice over(idx steps, idx cells, idx direction, std::int64_t slope, std::int64_t origin_twice) {
        Lattice t{steps, cells, direction, slope, origin_twice, 0, 0};
        const idx a = t.lateral(0), b = t.lateral(steps - 1);
        t.first_line = -std::max(a, b);
        t.lines = cells - std::min(a, b) - t.first_line;
        return t;
    }

    /// R(n): cells across at step n.
    LUWTE_HD idx lateral(idx n) const {
        const std::int64_t t = slope * (2 * std::int64_t(n) + origin_twice);
        const std::int64_t half = std::int64_t(1) << 32;
        return idx(t >= 0 ? (t + half) >> 33 : -((half - t) >> 33));
    }
    /// The true line minus the cell's centre at step n [cells], -0.5 to 0.5.
    LUWTE_HD float fraction(idx n) const {
        const std::int64_t t = slope * (2 * std::int64_t(n) + origin_twice);
        return float(t - (std::int64_t(lateral(n)) << 33)) * 1.16415321826934814453e-10f;  // 2^-33
    }
    /// Global step number in walking direction: grows by one from step to step.
    LUWTE_HD idx walked(idx n) const { return idx((direction * (2 * std::int64_t(n) + origin_twice)) >> 1); }
};

/// What all lines share at one step.
struct SweepStep {
    idx n;           ///< row of the plane
    idx walked;      ///< Lattice::walked
    float fraction;  ///< Lattice::fraction
};

/// Neighbouring lines at one step: cells cell .. cell+count-1 of row n belong to lanes lane .. of the
/// block of lines that starts at line `line` (counted from 0).
struct SweepRun {
    idx cell, lane, count, line;

    /// Lane of the run's r-th cell in a State<W>; a constant for W = 1, so that CUDA keeps it in registers.
    template <idx W>
    LUWTE_HD idx lane_of(idx r) const {
        return W == 1 ? 0 : lane + r;
    }
    /// Cells of the run, likewise.
    template <idx W>
    LUWTE_HD idx size() const {
        return W == 1 ? 1 : count;
    }
};

namespace sweep_detail {

/// Blocks of lines that a sweep over a large plane is cut into, at least.
inline constexpr idx blocks_wanted = 8;

/// Steps between asking for a row and using it; 1 to 8 measured the same within noise.
inline constexpr idx prefetch_distance = 4;

/// Always inlined, as every F::prefetch: g++ takes a function that only asks for memory for one without
/// effect and leaves its calls out.
template <class T>
LUWTE_HD void prefetch(const T* p, idx count) {
    for (idx n = 0; n < count; n += idx(64 / sizeof(T))) __builtin_prefetch(p + n);
}

/// The cells of lines `line` to `line_end` at step n; count <= 0 where they miss the plane.
LUWTE_HD SweepRun run_at(const Lattice& lattice, idx n, idx line, idx line_end) {
    const idx shift = lattice.first_line + lattice.lateral(n);  // cell of line 0 at this step
    const idx from = line > -shift ? line : -shift;
    const idx to = line_end < lattice.cells - shift ? line_end : lattice.cells - shift;
    return {from + shift, from - line, to - from, line};
}

inline SweepRun part_of(const SweepRun& run, idx from, idx piece) {
    return {run.cell + from, run.lane + from, std::min(piece, run.count - from), run.line};
}

/// Walks one block of W lines from the first step to the last.
template <idx W, class F>
LUWTE_HD void walk(const Lattice& lattice, const F& f, idx line, idx line_end,
                   typename F::template State<W>& state) {
    f.template start<W>(state);
    for (idx s = 0; s < lattice.steps; ++s) {
        const idx n = lattice.direction > 0 ? s : lattice.steps - 1 - s;
        const SweepRun run = run_at(lattice, n, line, line_end);
        const SweepStep step{n, lattice.walked(n), lattice.fraction(n)};
#if defined(__CUDACC__)
        if (run.count > 0) f.template operator()<W>(step, run, state);
#else
        // A row is a page of its own, so the processor does not foresee the next one. Asked for piece by
        // piece it arrives while this one is worked on; asked for at once it would be waited for.
        const idx ahead = n + prefetch_distance * lattice.direction;
        SweepRun next{0, 0, 0, 0};
        if (ahead >= 0 && ahead < lattice.steps) next = run_at(lattice, ahead, line, line_end);
        for (idx done = 0; done < run.count || done < next.count; done += F::piece) {
            if (done < next.count) f.prefetch(ahead, part_of(next, done, F::piece));
            if (done < run.count) f.template operator()<W>(step, part_of(run, done, F::piece), state);
        }
#endif
    }
}

template <class F>
void on_cpu(const Lattice& lattice, const F& f0) {
    // Wide blocks read long rows, but each thread needs several blocks, and those at the corners are small.
    const idx width = std::clamp((lattice.lines / blocks_wanted + 63) / 64 * 64, 64, F::width);
    const idx blocks = (lattice.lines + width - 1) / width;
    // Waking threads costs more than a small plane.
    const bool worth_threads = std::int64_t(lattice.steps) * lattice.cells >= (1 << 14);
#pragma omp parallel if (worth_threads)
    {
        const F f = f0;  // private copy: members stay in registers
        typename F::template State<F::width> state;
#pragma omp for schedule(dynamic)
        for (idx b = 0; b < blocks; ++b)
            walk<F::width>(lattice, f, b * width, std::min((b + 1) * width, lattice.lines), state);
    }
}

/// One line on one CUDA thread.
template <class F>
struct OneLine {
    Lattice lattice;
    F f;
    LUWTE_HD void operator()(idx line) const {
        typename F::template State<1> state;
        walk<1>(lattice, f, line, line + 1, state);
    }
};

}  // namespace sweep_detail

/// A sweep functor F has
///     width                                     most lines that one CPU thread walks together
///     piece                                     most cells of a row between asking for those of a later row
///     State<W>                                  what W lines remember from step to step
///     start<W>(state)                           before the first cell
///     operator()<W>(SweepStep, SweepRun, state) a piece of a run of neighbouring lines at one step
///     prefetch(n, SweepRun)                     asks for what a later run will read (CPU; LUWTE_HD)
/// Results do not depend on width or on the number of threads: lines are independent.
template <class Tag, class F>
void sweep_lines(const Backend& backend, const char* name, const Lattice& lattice, const F& f) {
    if constexpr (std::is_same_v<Tag, Cpu>) {
        (void)backend, (void)name;
        sweep_detail::on_cpu(lattice, f);
    } else {
        (void)backend;
        cuda_detail::launch_lines(name, lattice.lines, sweep_detail::OneLine<F>{lattice, f});
    }
}

}  // namespace luwte
