// SPDX-License-Identifier: Apache-2.0
#pragma once

/// SRM1 over the cells of a grid: (7) to (9) of docs/models/srm1.md. A cell borrows the streets of a
/// receptor.

#include "kernels/core/config.hpp"
#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"
#include "kernels/srm1/srm1.hpp"

#include <cstdint>

namespace luwte::srm1 {

/// From a cell to the receptor whose streets it borrows: our own, half again the method's longest reach. Of
/// the axes of Amsterdam's streets 98 % lie nearer to a receptor of their own.
inline constexpr float farthest_receptor = 100.0f;  // m

/// Receptors, the streets that they are linked with, and the cells between buildings.
struct StreetCells {
    View2D<const double> points;            ///< m, x and y of all lines' points    [2, points]
    View2D<const std::int32_t> first;       ///< point with which a line begins     [1, segments + 1]
    View2D<const double> receptors;         ///< m, x and y                         [2, receptors]
    View2D<const std::int32_t> first_link;  ///< with which a receptor begins       [1, receptors + 1]
    View2D<const std::int32_t> segment;     ///< of each link                       [1, links]
    View2D<const std::int8_t> type;         ///< building type                      [1, links]
    View2D<const float> tree_factor;        ///< 1                                  [1, links]
    View2D<const float> building_height;    ///< m, of cells                        [ny, nx]
    double x0, y0, cell_size;               ///< m, south-west corner of the first cell

    LUWTE_HD double x_of(idx i) const { return x0 + (i + 0.5) * cell_size; }
    LUWTE_HD double y_of(idx j) const { return y0 + (j + 0.5) * cell_size; }

    /// (8) Distance of a cell from a link's axis [m]; below 0 where it does not stand along that street.
    LUWTE_HD float along(idx link, idx j, idx i) const {
        const idx line = segment(0, link);
        const NearestOnLine axis =
            nearest_on_line(points, first(0, line), first(0, line + 1), x_of(i), y_of(j));
        const float distance = axis.distance();
        if (distance > street_of(type(0, link)).reach) return -1.0f;
        return sees(j, i, axis, distance) ? distance : -1.0f;
    }

  private:
    /// No building on the straight way, looked at every half cell.
    LUWTE_HD bool sees(idx j, idx i, const NearestOnLine& axis, float distance) const {
        const float size = float(cell_size);
        const idx steps = idx(2.0f * distance / size) + 1;
        for (idx n = 1; n < steps; ++n) {
            const float part = float(n) / float(steps) / size;
            const idx jj = j + idx(math::floor(part * axis.y + 0.5f)),
                      ii = i + idx(math::floor(part * axis.x + 0.5f));
            if (jj < 0 || ii < 0 || jj >= building_height.ny || ii >= building_height.nx) return true;
            if (building_height(jj, ii) > 0.0f) return false;
        }
        return true;
    }
};

/// (7) The nearest receptor along one of whose streets a cell of open ground stands, else -1.
struct ReceptorOfCell {
    StreetCells streets;
    View2D<std::int32_t> out;  ///< [ny, nx]

    LUWTE_HD void operator()(idx j, idx i) const {
        out(j, i) = -1;
        if (streets.building_height(j, i) > 0.0f) return;
        float least = farthest_receptor * farthest_receptor;
        for (idx r = 0; r < streets.receptors.nx; ++r) {
            const float dx = float(streets.receptors(0, r) - streets.x_of(i)),
                        dy = float(streets.receptors(1, r) - streets.y_of(j));
            const float distance2 = dx * dx + dy * dy;
            if (distance2 >= least) continue;
            bool stands = false;
            for (idx link = streets.first_link(0, r); link < streets.first_link(0, r + 1) && !stands; ++link)
                stands = streets.along(link, j, i) >= 0.0f;
            if (!stands) continue;
            least = distance2;
            out(j, i) = std::int32_t(r);
        }
    }
};

/// (9) What the streets add along which a cell stands; NaN where there is none.
struct StreetsAtCell {
    StreetCells streets;
    View2D<const float> emission;         ///< ug m-1 s-1   [substances, segments]
    View2D<const std::int32_t> receptor;  ///< -1 = none   [ny, nx]
    float wind;                           ///< m s-1, yearly mean
    View3D<float> out;                    ///< ug m-3   [substances, ny, nx]

    LUWTE_HD void operator()(idx j, idx i) const {
        const idx r = receptor(j, i);
        const float begin = r < 0 ? math::detail::not_a_number : 0.0f;
        for (idx s = 0; s < out.nz; ++s) out(s, j, i) = begin;
        if (r < 0) return;
        for (idx link = streets.first_link(0, r); link < streets.first_link(0, r + 1); ++link) {
            const float distance = streets.along(link, j, i);
            if (distance < 0.0f) continue;
            const float theta = dilution(streets.type(0, link), distance),
                        trees = streets.tree_factor(0, link);
            for (idx s = 0; s < out.nz; ++s)
                out(s, j, i) += concentration(emission(s, streets.segment(0, link)), theta, trees, wind);
        }
    }
};

}  // namespace luwte::srm1
