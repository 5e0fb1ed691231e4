// SPDX-License-Identifier: Apache-2.0
#include "models/dispersion/placed_sources.hpp"

#include "models/dispersion/level_shares.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <utility>

namespace luwte {
namespace {

std::string in_metres(double m) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.1f m", m);
    return text.data();
}

class Places {
  public:
    Places(const WindLayout& layout, const WindDomain& area, const LineSources::Parameters& parameters)
        : layout_(layout), solid_(area.solid.view()), parameters_(parameters) {}

    LineSources of(std::span<const PlacedSource> sources) {
        out_.parameters = parameters_;
        for (const PlacedSource& source : sources) {
            out_.of_segment.emplace_back(), out_.length.push_back(1);
            if (set_height(source)) put_down(source);
        }
        problems_.throw_if_any();
        return std::move(out_);
    }

  private:
    void problem(const PlacedSource& source, const std::string& what, const char* hint) {
        problems_.add("source '" + source.name + "'", what, hint);
    }

    /// What of the height over which it is mixed lies in which level.
    bool set_height(const PlacedSource& source) {
        const double low = source.height, high = low + parameters_.initial_height;
        const double top = level_shares(layout_.thickness, low, high, levels_);
        if (top >= high) return true;
        problem(source, "is " + in_metres(low) + " above the ground, the wind grid ends at " + in_metres(top),
                "is its height_m right?");
        return false;
    }
    double open_share(idx j, idx i) const {
        double share = 0;
        for (const auto& [k, of_level] : levels_)
            if (solid_(k, j, i) == 0) share += of_level;
        return share;
    }
    void add(idx j, idx i, double amount) {
        for (const auto& [k, of_level] : levels_)
            if (solid_(k, j, i) == 0) out_.of_segment.back().push_back({k, j, i, float(amount * of_level)});
    }

    /// Into its own columns' air, to each as much as it has; else beside them.
    void put_down(const PlacedSource& source) {
        double inside = 0, air = 0;
        for (const PlacedSource::Column& c : source.columns)
            inside += c.share, air += c.share * open_share(c.j, c.i);
        if (!(inside > 0)) return;
        out_.inside += inside, out_.outside += std::max(1 - inside, 0.0);
        if (air > 1e-9 * inside) {
            for (const PlacedSource::Column& c : source.columns) add(c.j, c.i, c.share * inside / air);
            out_.moved_aside += inside - air;
            return;
        }
        put_beside(source, inside);
    }

    /// Each column's part into the air nearest to it; what is too far from any air goes with the rest.
    void put_beside(const PlacedSource& source, double inside) {
        std::map<std::pair<idx, idx>, double> beside;
        double found = 0;
        for (const PlacedSource::Column& c : source.columns) {
            const std::vector<std::pair<idx, idx>> nearest = nearest_air(source, c);
            if (!nearest.empty()) found += c.share;
            for (const auto& at : nearest) beside[at] += c.share / double(nearest.size());
        }
        if (!(found > 0))
            return problem(source,
                           "lies in a building on the wind's columns, with no air within " +
                               in_metres(parameters_.farthest),
                           "a source on a roof has a height_m above that of the building");
        for (const auto& [at, share] : beside)
            add(at.first, at.second, share * inside / (found * open_share(at.first, at.second)));
        out_.moved_out += inside;
    }

    /// All columns with air whose middles are equally near to a column's own, or to the point that it is of.
    std::vector<std::pair<idx, idx>> nearest_air(const PlacedSource& source,
                                                 const PlacedSource::Column& c) const {
        const Grid& grid = layout_.grid;
        const double farthest = parameters_.farthest / grid.cell_size,
                     x = source.is_point ? (source.middle.x_m - grid.x0) / grid.cell_size : c.i + 0.5,
                     y = source.is_point ? (source.middle.y_m - grid.y0) / grid.cell_size : c.j + 0.5;
        const auto from = [&](double at) { return idx(std::max(std::floor(at - farthest), 0.0)); };
        const auto to = [&](double at, idx size) {
            return idx(std::min(std::ceil(at + farthest), double(size)));
        };
        std::vector<std::pair<idx, idx>> nearest;
        double best = farthest;
        for (idx j = from(y); j < to(y, solid_.ny); ++j)
            for (idx i = from(x); i < to(x, solid_.nx); ++i) {
                const double distance = std::hypot(x - i - 0.5, y - j - 0.5);
                if (distance > best + 1e-6 || open_share(j, i) <= 0) continue;
                if (distance < best - 1e-6) nearest.clear();
                best = std::min(best, distance);
                nearest.emplace_back(j, i);
            }
        return nearest;
    }

    const WindLayout& layout_;
    View3D<const std::uint8_t> solid_;
    LineSources::Parameters parameters_;
    std::vector<std::pair<idx, double>> levels_;  ///< of the source in hand
    LineSources out_;
    Problems problems_;
};

}  // namespace

LineSources place_sources(std::span<const PlacedSource> sources, const WindLayout& layout,
                          const WindDomain& area, const LineSources::Parameters& parameters) {
    if (!(area.solid.shape() == Shape{idx(layout.thickness.size()), layout.grid.ny, layout.grid.nx}))
        throw RuntimeError("placed sources: the domain is not the area of the layout");
    return Places(layout, area, parameters).of(sources);
}

}  // namespace luwte
