// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/trees.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

/// NaN when there is no number.
double number(const Feature& f, std::initializer_list<const char*> names) {
    const std::string text = f.get(names);
    char* end = nullptr;
    const double v = std::strtod(text.c_str(), &end);
    return text.empty() || end == text.c_str() ? std::numeric_limits<double>::quiet_NaN() : v;
}

struct Crown {
    float top, base;
};

void put(Trees& out, std::size_t n, const Crown& c) {
    const bool higher = c.top > out.top[n] || (c.top == out.top[n] && c.base < out.base[n]);  // false for NaN
    if (!higher) return;
    out.top[n] = c.top;
    out.base[n] = c.base;
}

/// Polygons in one go: the higher crown is burned later and so wins, as with points.
void burn_outlines(Trees& out, const Grid& g, std::vector<std::pair<Crown, const OGRGeometry*>> outlines) {
    std::stable_sort(outlines.begin(), outlines.end(),
                     [](const auto& a, const auto& b) { return a.first.top < b.first.top; });
    std::vector<const OGRGeometry*> shapes;
    std::vector<std::int32_t> values, cells(out.top.size(), -1);
    for (const auto& [crown, shape] : outlines) {
        shapes.push_back(shape);
        values.push_back(std::int32_t(values.size()));
    }
    burn(cells, g, shapes, values);
    for (std::size_t n = 0; n < cells.size(); ++n)
        if (cells[n] >= 0) put(out, n, outlines[std::size_t(cells[n])].first);
}

}  // namespace

Trees place_trees(const FeatureSet& set, const std::string& role, const Grid& g) {
    Trees out;
    const std::size_t count = std::size_t(g.nx) * std::size_t(g.ny);
    out.top.assign(count, 0.0f);
    out.base.assign(count, nan);
    std::int64_t incomplete = 0;
    std::vector<std::pair<Crown, const OGRGeometry*>> outlines;
    for (const Feature& f : set.features) {
        const double height = number(f, {"heightm", "height", "treeheightm", "treeheight", "hoogtem",
                                         "hoogte", "boomhoogte", "boomhoogtem"});
        double radius = number(f, {"crownradiusm", "crownradius", "kroonstraal", "kroonstraalm"});
        if (std::isnan(radius))
            radius = 0.5 * number(f, {"crowndiameterm", "crowndiameter", "kroondiameter", "kroondiameterm"});
        double base = number(
            f, {"crownbasem", "crownbase", "basem", "base", "baseheight", "baseheightm", "stamhoogte"});
        const bool point = wkbFlatten(f.geometry->getGeometryType()) == wkbPoint;
        if (!(height >= 0.5 && height <= 60) || (point && !(radius >= 0.2 && radius <= 20))) {
            ++incomplete;
            continue;
        }
        if (!(base >= 0 && base < height)) base = nan;
        const Crown crown{float(height), float(base)};
        if (!point) {
            outlines.push_back({crown, f.geometry.get()});
            continue;
        }
        const OGRPoint* p = f.geometry->toPoint();
        const double u = (p->getX() - g.x0) / g.cell_size, v = (p->getY() - g.y0) / g.cell_size;
        const double reach = radius / g.cell_size;
        const idx i0 = idx(std::max(0.0, std::floor(u - reach))),
                  i1 = idx(std::min(g.nx - 1.0, std::floor(u + reach)));
        const idx j0 = idx(std::max(0.0, std::floor(v - reach))),
                  j1 = idx(std::min(g.ny - 1.0, std::floor(v + reach)));
        for (idx j = j0; j <= j1; ++j)
            for (idx i = i0; i <= i1; ++i) {
                const double dx = i + 0.5 - u, dy = j + 0.5 - v;
                const bool own = idx(std::floor(u)) == i && idx(std::floor(v)) == j;
                if (own || dx * dx + dy * dy <= reach * reach)
                    put(out, std::size_t(j) * std::size_t(g.nx) + std::size_t(i), crown);
            }
    }
    burn_outlines(out, g, outlines);
    if (incomplete > 0)
        out.warnings.push_back(
            fmt::format("{}: {} of {} trees were left out: no height of 0.5 to 60 m, or a point without a "
                        "crown radius of 0.2 to "
                        "20 m (attributes height_m, crown_radius_m, crown_base_m)",
                        role, incomplete, set.features.size()));
    return out;
}

}  // namespace luwte
