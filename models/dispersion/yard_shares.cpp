// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/yard_shares.hpp"

#include "kernels/dispersion/yard.hpp"
#include "models/launches.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace luwte {
namespace {

template <class T>
Field2D<T> row(const Backend& backend, const std::vector<T>& values, const char* name, const char* unit) {
    Field2D<T> f(Backend::cpu(), {1, 1, idx(values.size())}, name, unit);
    std::ranges::copy(values, f.host().begin());
    return f.copy_to(backend);
}

/// The levels around YardShares::height, and the share of the upper one: below the lowest middle the lowest
/// alone.
struct AtHeight {
    idx low, high;
    double share;
    explicit AtHeight(const WindDomain& area) {
        const std::vector<double> middle = area.heights();
        const auto above = std::ranges::upper_bound(middle, YardShares::height);
        high = std::min(idx(above - middle.begin()), idx(middle.size()) - 1), low = std::max(high - 1, 0);
        const double span = middle[std::size_t(high)] - middle[std::size_t(low)];
        share = span > 0 ? std::clamp((YardShares::height - middle[std::size_t(low)]) / span, 0.0, 1.0) : 0;
    }
};

}  // namespace

std::vector<YardColumn> yard_columns(const Yard& yard, const Grid& surface, const WindLayout& layout,
                                     const WindDomain& area) {
    const auto solid = area.solid.view();
    std::map<std::pair<idx, idx>, double> cells;
    double all = 0;
    for (const std::int32_t n : yard.cells) {
        const idx j = n / surface.nx / layout.per_cell, i = n % surface.nx / layout.per_cell;
        if (solid(0, j, i) != 0) continue;
        ++cells[{j, i}], ++all;
    }
    if (all == 0)
        throw InputError("yard '" + yard.name + "'",
                         "all of its columns hold buildings of the wind grid, so that it has no air",
                         "draw it larger, or take a smaller wind.cell_size_m");
    std::vector<YardColumn> columns;
    for (const auto& [place, count] : cells) columns.push_back({place.first, place.second, count / all});
    return columns;
}

YardShares::YardShares(const Backend& backend, const std::vector<Yard>& yards, const Grid& surface,
                       const WindLayout& layout, const WindDomain& area, const LineSources& sources)
    : backend_(backend), area_(area), length_(sources.length), solid_(area.solid.copy_to(backend)) {
    const Shape shape = area.solid.shape();
    extents_ = {shape.nx, shape.ny, shape.nz};
    Problems problems;
    for (const Yard& yard : yards)
        problems.collect([&] {
            OfYard of{
                yard_columns(yard, surface, layout, area), std::vector<double>(length_.size(), 0.0), {}};
            Field2D<float> map(Backend::cpu(), {1, shape.ny, shape.nx}, "addition to a yard", "s m-3");
            std::ranges::fill(map.host(), 0.0f);
            of.map = map.copy_to(backend_);
            yards_.push_back(std::move(of));
        });
    problems.throw_if_any();

    std::vector<std::int32_t> begin = {0}, k, j, i;
    std::vector<float> share, of_level;
    for (const std::vector<SourceCell>& cells : sources.of_segment) {
        for (const SourceCell& c : cells)
            k.push_back(c.k), j.push_back(c.j), i.push_back(c.i), share.push_back(c.share);
        begin.push_back(std::int32_t(k.size()));
    }
    begin_ = row(backend_, begin, "cells of segments", "1");
    k_ = row(backend_, k, "level", "1"), j_ = row(backend_, j, "row", "1");
    i_ = row(backend_, i, "column", "1"), share_ = row(backend_, share, "share", "1");
    double floor = 0;
    const double high = sources.parameters.initial_height;
    for (std::size_t n = 0; n < area.thickness.size() && floor < high; floor += area.thickness[n++])
        of_level.push_back(float(std::min(area.thickness[n], high - floor) / high));
    of_level_ = row(backend_, of_level, "share of levels", "1");
    of_segment_ = {backend_, {1, 1, idx(length_.size())}, "addition of segments", "s m-3"};
}

/// (32)
Field3D<float> YardShares::receptor(const OfYard& yard) const {
    Field3D<float> r(Backend::cpu(), {extents_.layers(), extents_.columns_y(), extents_.columns_x()},
                     "receptor", "1");
    std::ranges::fill(r.host(), 0.0f);
    const AtHeight at(area_);
    for (const YardColumn& c : yard.columns) {
        r.view()(at.low + 1, c.j + wind::ghosts, c.i + wind::ghosts) += float((1 - at.share) * c.share);
        r.view()(at.high + 1, c.j + wind::ghosts, c.i + wind::ghosts) += float(at.share * c.share);
    }
    return r.copy_to(backend_);
}

void YardShares::add_sector(ScalarModel& model, double per_speed, const std::function<void()>& after_yard,
                            std::span<const double> of_segments) {
    const wind::Extents e = model.extents();
    if (e.nx != extents_.nx || e.ny != extents_.ny || e.nz != extents_.nz)
        throw RuntimeError("yards: the model is not that of the area alone");
    if (!of_segments.empty() && of_segments.size() != length_.size())
        throw RuntimeError("yards: as many weights as segments are expected");
    Field3D<float> weight(backend_, {e.layers(), e.columns_y(), e.columns_x()}, "weight", "s m-3");
    for (OfYard& yard : yards_) {
        const ScalarModel::Result result = model.solve_transposed(receptor(yard), weight);
        ++solutions, unsettled += !result.has_settled;
        most_lacking = std::max(most_lacking, result.lacking);
        on_output(backend_, "dispersion: map of a yard",
                  dispersion::AddOfColumn{weight.cview(), solid_.cview(), of_level_.cview(), float(per_speed),
                                          yard.map.view()});
        if (!length_.empty()) {
            on_items(backend_, "dispersion: segments of a yard", idx(length_.size()),
                     dispersion::OfSegment{weight.cview(), begin_.cview(), k_.cview(), j_.cview(), i_.cview(),
                                           share_.cview(), of_segment_.view()});
            const Field2D<float> added = of_segment_.copy_to(Backend::cpu());
            for (std::size_t n = 0; n < length_.size(); ++n)
                yard.per_emission[n] +=
                    (of_segments.empty() ? per_speed : of_segments[n]) * length_[n] * double(added.host()[n]);
        }
        if (after_yard) after_yard();
    }
}

double YardShares::mean(std::size_t yard, const Field2D<float>& plane) const {
    double sum = 0;
    for (const YardColumn& c : yards_[yard].columns) sum += c.share * double(plane.view()(c.j, c.i));
    return sum;
}

}  // namespace luwte
