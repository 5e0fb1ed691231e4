// SPDX-License-Identifier: Apache-2.0
#include "models/wind/pressure_solver.hpp"

#include "kernels/core/reduce.hpp"
#include "kernels/wind/boundary.hpp"
#include "models/launches.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace luwte {

namespace {

constexpr float damping = 0.8f;  ///< of Jacobi over columns: best for the horizontal Laplacian
constexpr idx coarsest = 4;      ///< columns along the shorter side at which coarsening ends
constexpr int coarsest_sweeps = 8;

Field3D<float> zeros(const Backend& backend, const wind::Extents& e, const char* name, const char* unit) {
    Field3D<float> f(backend, {e.layers(), e.columns_y(), e.columns_x()}, name, unit);
    on_cells(backend, "wind: zero", whole(f.view()), wind::SetAll<float>{0.0f, f.view()});
    return f;
}

}  // namespace

PressureSolver::PressureSolver(const Backend& backend, const wind::Extents& extents) : backend_(backend) {
    wind::Extents e = extents;
    while (true) {
        Level level{e,
                    zeros(backend, e, "conductance of east faces", "m s"),
                    zeros(backend, e, "conductance of north faces", "m s"),
                    zeros(backend, e, "conductance of tops", "m s"),
                    zeros(backend, e, "one over the pivot", "m-1 s-1"),
                    zeros(backend, e, "change of pressure", "m2 s-2"),
                    {},
                    {}};
        if (!levels_.empty()) {
            level.b = zeros(backend, e, "flow to be brought in", "m3 s-1");
            level.x = zeros(backend, e, "correction of pressure", "m2 s-2");
        }
        levels_.push_back(std::move(level));
        if (std::min(e.nx, e.ny) <= coarsest) break;
        e.nx = (e.nx + 1) / 2, e.ny = (e.ny + 1) / 2;
    }
    z_ = zeros(backend, extents, "preconditioned residual", "m2 s-2");
    direction_ = zeros(backend, extents, "search direction", "m2 s-2");
    image_ = zeros(backend, extents, "image of the search direction", "m3 s-1");
}

wind::Conductances<float> PressureSolver::conductances() {
    Level& level = levels_.front();
    return {level.east.view(), level.north.view(), level.top.view()};
}

void PressureSolver::prepare() {
    for (std::size_t n = 0; n < levels_.size(); ++n) {
        Level& level = levels_[n];
        if (n > 0) {
            const Level& fine = levels_[n - 1];
            on_cells(backend_, "wind: coarser conductances", level.extents.with_first_faces(),
                     wind::CoarsenConductances{fine.c(),
                                               fine.extents.ny + wind::ghosts - 1,
                                               fine.extents.nx + wind::ghosts - 1,
                                               {level.east.view(), level.north.view(), level.top.view()}});
        }
        on_columns(backend_, "wind: pivots", level.extents.inside(),
                   wind::FactorColumns{level.c(), level.pivot.view()});
    }
}

void PressureSolver::smooth(Level& level, const Field3D<float>& b, Field3D<float>& x) {
    on_columns(backend_, "wind: columns", level.extents.inside(),
               wind::ColumnsChange{level.c(), level.pivot.view(), b.view(), x.cview(), damping,
                                   level.change.view()});
    on_cells(backend_, "wind: add columns", level.extents.inside(),
             wind::AddTimes{1.0f, level.change.cview(), x.view()});
}

void PressureSolver::cycle(std::size_t n, const Field3D<float>& b, Field3D<float>& x) {
    Level& level = levels_[n];
    on_columns(backend_, "wind: first columns", level.extents.inside(),
               wind::SolveColumns{level.c(), level.pivot.view(), b.view(), damping, x.view()});
    if (n + 1 == levels_.size()) {
        for (int sweep = 1; sweep < coarsest_sweeps; ++sweep) smooth(level, b, x);
        return;
    }
    Level& coarse = levels_[n + 1];
    on_cells(backend_, "wind: restrict", coarse.extents.inside(),
             wind::RestrictResidual{level.c(), b.view(), x.cview(), level.extents.ny + wind::ghosts - 1,
                                    level.extents.nx + wind::ghosts - 1, coarse.b.view()});
    cycle(n + 1, coarse.b, coarse.x);
    on_cells(backend_, "wind: prolong", level.extents.inside(), wind::AddCoarse{coarse.x.cview(), x.view()});
    smooth(level, b, x);
}

PressureSolver::Result PressureSolver::solve(Field3D<float>& b, Field3D<float>& x, double tolerance,
                                             int most_iterations) {
    Level& level = levels_.front();
    const Box3 inside = level.extents.inside();
    on_cells(backend_, "wind: zero", whole(x.view()), wind::SetAll<float>{0.0f, x.view()});
    Result result;
    result.first_residual = result.residual = std::sqrt(dot(backend_, inside, b.cview(), b.cview()));
    double before = 0;
    while (result.iterations < most_iterations && result.residual > tolerance * result.first_residual) {
        cycle(b, z_);
        const double now = dot(backend_, inside, b.cview(), z_.cview());
        on_cells(backend_, "wind: direction", inside,
                 wind::TimesAdd{result.iterations == 0 ? 0.0f : float(now / before), z_.cview(),
                                direction_.view()});
        on_cells(backend_, "wind: image", inside,
                 wind::TimesMatrix{level.c(), direction_.cview(), image_.view()});
        const double curvature = dot(backend_, inside, direction_.cview(), image_.cview());
        if (!(curvature > 0)) break;
        const auto length = float(now / curvature);
        on_cells(backend_, "wind: step", inside, wind::AddTimes{length, direction_.cview(), x.view()});
        on_cells(backend_, "wind: residual", inside, wind::AddTimes{-length, image_.cview(), b.view()});
        result.residual = std::sqrt(dot(backend_, inside, b.cview(), b.cview()));
        before = now;
        ++result.iterations;
    }
    return result;
}

}  // namespace luwte
