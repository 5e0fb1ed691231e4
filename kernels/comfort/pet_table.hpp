// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/math.hpp"
#include "kernels/core/view.hpp"

#include <cstdint>

namespace luwte {

/// Nodes first, first + spacing, ... of one coordinate of a table; at least two.
struct PetAxis {
    float first = 0, spacing = 1;
    idx count = 2;

    float node(idx n) const { return first + spacing * float(n); }
};

/// Place between two nodes: `low` and `low + 1`, share `weight` of the latter. Outside the axis the end
/// interval is extended; a NaN gives low = 0 and weight = NaN.
struct PetAxisPlace {
    idx low;
    float weight;
};
LUWTE_HD PetAxisPlace place_on(const PetAxis& axis, float x) {
    const float f = (x - axis.first) / axis.spacing;
    const float n = math::min(math::max(math::floor(f), 0.0f), static_cast<float>(axis.count - 2));
    return {static_cast<idx>(n), f - n};
}

/// PET [degC] at one vapour pressure as a table over air temperature [K], mean radiant temperature [K]
/// and the fourth root of wind speed [m^1/4 s^-1/4], which sets nodes close where calm makes PET bend.
///
/// A node holds the four branches of PetModel::Branches, each interpolated linearly; PET is
/// max(min(0, 1), min(2, 3)) of them. So the bends where sweat begins to drip lie where they are, not at
/// the nearest nodes.
struct PetTableView {
    View3D<const float> node;  ///< degC  [wind, air, 4 radiant + branch]
    PetAxis air, radiant, wind;

    LUWTE_HD float operator()(float air_temperature, float mean_radiant_temperature, float wind_speed) const {
        const PetAxisPlace a = place_on(air, air_temperature);
        const PetAxisPlace r = place_on(radiant, mean_radiant_temperature);
        const PetAxisPlace w = place_on(wind, math::sqrt(math::sqrt(wind_speed)));
        return math::max(math::min(branch(0, a, r, w), branch(1, a, r, w)),
                         math::min(branch(2, a, r, w), branch(3, a, r, w)));
    }

  private:
    LUWTE_HD float line(int b, idx k, idx j, const PetAxisPlace& r) const {
        const float y = node(k, j, 4 * r.low + b);
        return y + r.weight * (node(k, j, 4 * r.low + 4 + b) - y);
    }
    LUWTE_HD float plane(int b, idx k, const PetAxisPlace& a, const PetAxisPlace& r) const {
        const float y = line(b, k, a.low, r);
        return y + a.weight * (line(b, k, a.low + 1, r) - y);
    }
    LUWTE_HD float branch(int b, const PetAxisPlace& a, const PetAxisPlace& r, const PetAxisPlace& w) const {
        const float y = plane(b, w.low, a, r);
        return y + w.weight * (plane(b, w.low + 1, a, r) - y);
    }
};

/// Limits of classes of PET [degC]; class n holds edge[n - 1] <= PET < edge[n]. Unused edges are +inf.
struct PetClasses {
    static constexpr int most = 8;
    float edge[most] = {18.0f,
                        23.0f,
                        29.0f,
                        35.0f,
                        41.0f,
                        math::detail::infinity,
                        math::detail::infinity,
                        math::detail::infinity};
};

/// Number of edges that are not above `pet`; -1 for NaN.
LUWTE_HD std::int8_t pet_class_of(float pet, const PetClasses& classes) {
    // Written out: an inner loop would keep the loop over cells from being vectorised.
    static_assert(PetClasses::most == 8);
    const float* e = classes.edge;
    const std::int32_t n = (e[0] <= pet ? 1 : 0) + (e[1] <= pet ? 1 : 0) + (e[2] <= pet ? 1 : 0) +
                           (e[3] <= pet ? 1 : 0) + (e[4] <= pet ? 1 : 0) + (e[5] <= pet ? 1 : 0) +
                           (e[6] <= pet ? 1 : 0) + (e[7] <= pet ? 1 : 0);
    return static_cast<std::int8_t>(math::is_nan(pet) ? -1 : n);
}

/// Class of a PET that is there already. 4 B read, 1 B written.
struct PetClassOfCell {
    View2D<const float> pet_celsius;  ///< degC  [ny, nx]
    View2D<std::int8_t> pet_class;    ///< class of PetClasses, -1 for NaN  [ny, nx]
    PetClasses classes;

    LUWTE_HD void operator()(idx j, idx i) const {
        pet_class(j, i) = pet_class_of(pet_celsius(j, i), classes);
    }
};

/// PET and its class in every column.
///
/// 16 bytes of cell data and 8 table nodes of 16 bytes (in cache) read, 5 bytes written, about 110
/// flops per cell.
struct PetFromTable {
    View2D<const float> air_temperature;           ///< K      [ny, nx]
    View2D<const float> mean_radiant_temperature;  ///< K      [ny, nx]
    View2D<const float> wind_speed;                ///< m s-1 at 1.1 m  [ny, nx]
    View2D<const float> building_height;           ///< m; above 0 = roof, left out  [ny, nx]
    View2D<float> pet_celsius;                     ///< degC, NaN on roofs  [ny, nx]
    View2D<std::int8_t> pet_class;                 ///< class of PetClasses, -1 on roofs  [ny, nx]
    PetTableView table;
    PetClasses classes;

    LUWTE_HD void operator()(idx j, idx i) const {
        const float y = table(air_temperature(j, i), mean_radiant_temperature(j, i), wind_speed(j, i));
        const float pet = building_height(j, i) > 0.0f ? math::detail::not_a_number : y;
        pet_celsius(j, i) = pet;
        pet_class(j, i) = pet_class_of(pet, classes);
    }
};

}  // namespace luwte
