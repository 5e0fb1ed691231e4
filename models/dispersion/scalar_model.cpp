// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/scalar_model.hpp"

#include "kernels/core/reduce.hpp"
#include "kernels/wind/sector_flow.hpp"
#include "kernels/wind/temperature.hpp"
#include "models/launches.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace luwte {

namespace {

constexpr double degree = 3.14159265358979323846 / 180;
constexpr idx coarsest = 4;  ///< columns along the shorter side at which coarsening ends
constexpr int coarsest_sweeps = 8;
/// Of what was lacking before a cycle: where more is left this near to the end, rounding or a slow mode
/// rules. (The first cycles may carry it on without making it less.)
constexpr double stalled = 0.9, near_the_end = 1e-3;

Field3D<float> zeros(const Backend& backend, Shape shape, const char* name, const char* unit) {
    Field3D<float> f(backend, shape, name, unit);
    on_cells(backend, "dispersion: zero", whole(f.view()), wind::SetAll<float>{0.0f, f.view()});
    return f;
}

}  // namespace

ScalarModel::Volume::Volume(const Backend& backend, const wind::Extents& e, const char* name,
                            const char* unit)
    : extents_(e) {
    using dispersion::block_columns;
    const idx room = dispersion::Matrix<float>::blocks_of(e.nx + wind::ghosts) * block_columns;
    values_ = zeros(backend, {e.columns_y(), e.layers(), block_columns + room}, name, unit);
}

ScalarModel::Level ScalarModel::level(const wind::Extents& e) const {
    using dispersion::block_columns;
    const idx blocks = dispersion::Matrix<float>::blocks_of(e.nx);
    return {e, zeros(backend_, {e.ny, blocks * e.nz, dispersion::parts * block_columns}, "matrix", "m3 s-1"),
            Volume(backend_, e, "source", "s-1"), Volume(backend_, e, "concentration", "m-3"),
            Volume(backend_, e, "concentration", "m-3")};
}

ScalarModel::ScalarModel(const WindModel& wind, const Parameters& parameters)
    : backend_(wind.backend()), parameters_(parameters), extents_(wind.extents()) {
    wind::Flow flow = wind.flow();
    const auto through = [&](const View3D<const float>& of, const View3D<const std::uint8_t>& open) {
        const Shape all{extents_.layers(), extents_.columns_y(), extents_.columns_x()};
        Field3D<float> out(backend_, all, "flow through faces", "m s-1");
        on_output(backend_, "dispersion: flow through faces",
                  wind::ThroughFaces{of, open, 0, 0, 0, 1.0f, out.view()});
        return out;
    };
    const Field3D<float> u = through(flow.u, flow.open.east), v = through(flow.v, flow.open.north),
                         w = through(flow.w, flow.open.top);
    flow.u = u.cview(), flow.v = v.cview(), flow.w = w.cview();
    open_ = wind.open().volume.copy_to(backend_);
    make(flow, wind.levels(), wind.from_deg(), float(1 / double(wind.parameters().leaves.c_d)));
}

ScalarModel::ScalarModel(const Backend& backend, const SectorFlow& flow, const WindDomain& area,
                         const Parameters& parameters)
    : backend_(backend), parameters_(parameters) {
    const Shape cells = area.solid.shape();
    const auto fits = [&](const Field3D<float>& f, Shape shape) { return f.shape() == shape; };
    if (!fits(flow.viscosity, cells) || !fits(flow.w, cells) ||
        !fits(flow.u, {cells.nz, cells.ny, cells.nx + 1}) ||
        !fits(flow.v, {cells.nz, cells.ny + 1, cells.nx}) || area.thickness.size() != std::size_t(cells.nz) ||
        !(area.leaf_area.empty() || fits(area.leaf_area, cells)))
        throw RuntimeError("dispersion: the flow of the sector has not the shape of the area, " +
                           std::to_string(cells.nz) + " x " + std::to_string(cells.ny) + " x " +
                           std::to_string(cells.nx) + " (levels, rows, columns)");
    extents_ = {cells.nx, cells.ny, cells.nz};
    const Shape all{extents_.layers(), extents_.columns_y(), extents_.columns_x()};
    constexpr idx g = wind::ghosts;
    const auto among_ghosts = [&](const Field3D<float>& of, idx first_j, idx first_i) {
        const Field3D<float> there = of.copy_to(backend);
        Field3D<float> out(backend, all, of.name(), of.unit());
        on_output(backend, "dispersion: flow among ghosts",
                  wind::AmongGhosts{there.cview(), 1, first_j, first_i, out.view()});
        return out;
    };
    const Field3D<float> u = among_ghosts(flow.u, g, g - 1), v = among_ghosts(flow.v, g - 1, g),
                         w = among_ghosts(flow.w, g, g), viscosity = among_ghosts(flow.viscosity, g, g);
    Field3D<float> leaves;
    if (!area.leaf_area.empty()) {
        leaves = {backend, all, "leaf_area_density", "m2 m-3"};
        const Field3D<float> there = area.leaf_area.copy_to(backend);
        on_output(backend, "dispersion: leaves",
                  wind::DragOfLeaves{there.cview(), extents_, 1.0f, leaves.view()});
    }
    const auto row = [&](const std::vector<float>& values, const char* name) {
        Field2D<float> f(Backend::cpu(), {1, 1, idx(values.size())}, name, "m");
        std::ranges::copy(values, f.host().begin());
        return f.copy_to(backend);
    };
    const Layers layers(area.thickness);
    const Field2D<float> thickness = row(layers.thickness, "thickness of layers"),
                         spacing = row(layers.spacing, "spacing of layers"),
                         no_leaves = row(std::vector<float>(std::size_t(all.nx)), "no leaves");
    const wind::Levels levels{float(area.cell_size),
                              float(1 / area.cell_size),
                              thickness.cview().p,
                              spacing.cview().p,
                              nullptr,
                              nullptr,
                              all.nz};
    OpenCells open(backend, area, extents_);
    const View3D<const float> none{no_leaves.cview().p, all.nx, all.ny, all.nz, 0, 0};
    make({u.cview(),
          v.cview(),
          w.cview(),
          {},
          {},
          {},
          viscosity.cview(),
          leaves.empty() ? none : leaves.cview(),
          open.views()},
         levels, flow.from_deg, 1.0f);
    open_ = std::move(open.volume);
}

void ScalarModel::make(const wind::Flow& flow, const wind::Levels& z, double from_deg, float per_drag) {
    const double x = -std::sin(from_deg * degree), y = -std::cos(from_deg * degree);
    turned_ = std::abs(x) > std::abs(y);
    blows_upward_ = (turned_ ? x : y) > 0;
    wind::Extents e = extents_;
    if (turned_) std::swap(e.nx, e.ny);

    Field2D<float> tops(Backend::cpu(), {1, extents_.ny, extents_.nx}, "deposition velocity", "m s-1");
    if (parameters_.tops.empty())
        std::ranges::fill(tops.host(), parameters_.removal.to_surfaces);
    else if (parameters_.tops.size() == tops.size())
        std::ranges::copy(parameters_.tops, tops.host().begin());
    else
        throw RuntimeError("dispersion: a deposition velocity of every column is expected");
    tops = tops.copy_to(backend_);

    while (true) {
        Level level = this->level(e);
        const dispersion::Matrix<float> a{level.matrix.view().p, e.ny, e.nx, e.nz};
        if (levels_.empty())
            on_cells(backend_, "dispersion: matrix", e.inside(),
                     dispersion::MatrixOfFlow{turned_ ? flow.u : flow.v, turned_ ? flow.v : flow.u, flow.w,
                                              flow.open, flow.viscosity, flow.leaf_drag, z,
                                              e.ny + wind::ghosts - 1, e.nx + wind::ghosts - 1, turned_,
                                              float(1 / parameters_.schmidt), per_drag, parameters_.removal,
                                              tops.cview(), a});
        else
            on_cells(backend_, "dispersion: coarser matrix", e.inside(),
                     dispersion::CoarsenMatrix{levels_.back().a(), a});
        on_blocks(backend_, "dispersion: pivots", level.a().all(), RowOrder::any,
                  dispersion::PivotsOfColumns{a});
        levels_.push_back(std::move(level));
        if (std::min(e.nx, e.ny) <= coarsest) break;
        e.nx = (e.nx + 1) / 2, e.ny = (e.ny + 1) / 2;
    }
    const idx columns = levels_.front().extents.columns_x();
    ones_ = Field2D<float>(backend_, {1, 1, columns}, "ones", "1");
    on_cells(backend_, "dispersion: ones", Box3{0, 1, 0, 1, 0, columns},
             wind::SetAll<float>{1.0f, {ones_.view().p, columns, 1, 1, 0, 0}});
    volume_ = Field2D<float>(backend_, {1, 1, extents_.layers()}, "volume of cells", "m3");
    on_output(backend_, "dispersion: volumes", dispersion::VolumeOfLayer{z, volume_.view()});
}

View3D<const float> ScalarModel::ones() const {
    const View3D<const float> c = levels_.front().c.cview();
    return {ones_.view().p, c.nx, c.ny, c.nz, 0, 0};
}

dispersion::Matrix<const float> ScalarModel::matrix(bool transposed) {
    transpose(transposed);
    return levels_.front().a();
}

void ScalarModel::transpose(bool transposed) {
    if (std::exchange(is_transposed_, transposed) == transposed) return;
    for (Level& level : levels_) {
        const wind::Extents& e = level.extents;
        on_cells(backend_, "dispersion: transpose", e.inside(),
                 dispersion::Transpose{{level.matrix.view().p, e.ny, e.nx, e.nz}});
    }
}

void ScalarModel::turn(View3D<const float> from, View3D<float> to) const {
    if (turned_)
        on_output(backend_, "dispersion: turn", dispersion::Turn{from, to});
    else
        on_output(backend_, "dispersion: copy", wind::CopyCells{from, to});
}

void ScalarModel::sweep(Level& level, bool downwind) {
    if (blows_upward_ == (downwind != is_transposed_))
        on_blocks(
            backend_, "dispersion: rows", level.a().all(), RowOrder::upward,
            dispersion::SolveRow<true>{level.a(), level.source.cview(), level.c.cview(), level.next.view()});
    else
        on_blocks(
            backend_, "dispersion: rows", level.a().all(), RowOrder::downward,
            dispersion::SolveRow<false>{level.a(), level.source.cview(), level.c.cview(), level.next.view()});
    std::swap(level.c, level.next);
}

void ScalarModel::lacking(Level& level) {
    // What stands in `next` is not needed before the next sweep.
    on_blocks(backend_, "dispersion: lacking", level.a().all(), RowOrder::any,
              dispersion::Lacking{level.a(), level.source.cview(), level.c.cview(), level.next.view()});
}

void ScalarModel::cycle(std::size_t n) {
    Level& level = levels_[n];
    sweep(level, true);
    if (n + 1 == levels_.size()) {
        for (int k = 1; k < coarsest_sweeps; ++k) sweep(level, k % 2 == 0);
        return;
    }
    lacking(level);
    Level& coarse = levels_[n + 1];
    on_cells(backend_, "dispersion: coarser source", coarse.extents.inside(),
             dispersion::CoarsenLacking{level.next.cview(), coarse.source.view()});
    on_cells(backend_, "dispersion: zero", whole(coarse.c.view()),
             wind::SetAll<float>{0.0f, coarse.c.view()});
    cycle(n + 1);
    on_cells(backend_, "dispersion: from wider columns", level.extents.inside(),
             wind::AddCoarse{coarse.c.cview(), level.c.view()});
    sweep(level, false);
    sweep(level, true);
}

void ScalarModel::refuse(const Field3D<float>& source) const {
    Field3D<float> marks(backend_, source.shape(), "marks", "1");
    turn(levels_.front().next.cview(), marks.view());
    marks = marks.copy_to(Backend::cpu());
    const auto n =
        std::size_t(std::ranges::find_if(marks.host(), [](float x) { return x > 0; }) - marks.host().begin());
    const Shape s = source.shape();
    const auto row_length = std::size_t(s.nx), layer = row_length * std::size_t(s.ny);
    throw RuntimeError("dispersion: source " + std::to_string(source.copy_to(Backend::cpu()).host()[n]) +
                       " in level " + std::to_string(n / layer - 1) + ", row " +
                       std::to_string(n % layer / row_length - wind::ghosts) + ", column " +
                       std::to_string(n % row_length - wind::ghosts) +
                       "; expected a number that is not negative, in a cell of air that something leaves");
}

ScalarModel::Result ScalarModel::solve(const Field3D<float>& source, Field3D<float>& c, bool transposed) {
    transpose(transposed);
    Level& finest = levels_.front();
    const Shape expected{extents_.layers(), extents_.columns_y(), extents_.columns_x()};
    for (const Field3D<float>* f : {&source, static_cast<const Field3D<float>*>(&c)})
        if (!(f->shape() == expected))
            throw RuntimeError("dispersion: '" + f->name() +
                               "' has not the shape of the wind grid with its ghost cells");
    turn(source.cview(), finest.source.view());
    on_cells(backend_, "dispersion: zero", whole(finest.c.view()),
             wind::SetAll<float>{0.0f, finest.c.view()});
    const Box3 inside = finest.extents.inside();
    const auto magnitude = [&](Volume& f) {
        on_cells(backend_, "dispersion: magnitude", inside, dispersion::Magnitude{f.view()});
        return dot(backend_, inside, f.cview(), ones());
    };
    const double whole = dot(backend_, inside, finest.source.cview(), ones());

    on_cells(backend_, "dispersion: sources", inside,
             dispersion::IsNoSource{finest.a(), finest.source.cview(), finest.next.view()});
    if (dot(backend_, inside, finest.next.cview(), ones()) > 0) refuse(source);

    Result result;
    if (whole > 0) result.lacking = 1;
    for (double before = 2;
         result.lacking > parameters_.tolerance && result.cycles < parameters_.most_cycles &&
         !(result.lacking < near_the_end && result.lacking > stalled * before);
         ++result.cycles) {
        cycle(0);
        lacking(finest);
        before = std::exchange(result.lacking, magnitude(finest.next) / whole);
    }
    // (12) Corrections from wider columns leave traces below 0; a sweep makes none.
    on_cells(backend_, "dispersion: not below 0", inside, dispersion::NothingBelowZero{finest.c.view()});
    sweep(finest, true);
    lacking(finest);
    if (whole > 0) result.lacking = magnitude(finest.next) / whole;
    result.has_settled = result.lacking <= parameters_.tolerance;
    turn(finest.c.cview(), c.view());
    return result;
}

ScalarModel::Result ScalarModel::solve_aged(const Field3D<float>& c, Field3D<float>& aged) {
    on_output(backend_, "dispersion: age",
              dispersion::TimesVolume{c.cview(), volume_.cview(), open_.cview(), aged.view()});
    return solve(aged, aged, false);
}

double ScalarModel::leaving(const Field3D<float>& c) {
    transpose(false);
    Level& finest = levels_.front();
    turn(c.cview(), finest.c.view());
    on_cells(backend_, "dispersion: leaving", finest.extents.inside(),
             dispersion::LeavingPerConcentration{finest.a(), finest.next.view()});
    return dot(backend_, finest.extents.inside(), finest.c.cview(), finest.next.cview());
}

}  // namespace luwte
