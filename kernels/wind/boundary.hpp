// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind/momentum.hpp"

/// Cells, the first guess, and what stands in ghost cells.
namespace luwte::wind {

/// West, east, south, north.
enum class Side : std::uint8_t { given, outlet, slip };
struct Sides {
    Side west, east, south, north;
};

/// What blows in, by layer as in arrays.
struct Profile {
    const float *speed, *k, *epsilon;  ///< m s-1, m2 s-2, m2 s-3, at the middle of layer k     [nz + 2]
    float along_x, along_y;            ///< parts of the speed: where the wind blows to
};

template <class T>
struct SetAll {
    T value;
    View3D<T> out;
    LUWTE_HD void operator()(idx k, idx j, idx i) const { out(k, j, i) = value; }
};

/// (60) Open shares of all cells, ghosts included. Beside the inside the nearest column goes on; below is
/// ground, above air.
struct SharesAmongGhosts {
    View3D<const std::uint8_t> volume, east, north, top;  ///< [nz, ny, nx]
    Extents extents;
    View3D<std::uint8_t> out_volume, out_east, out_north, out_top;

    LUWTE_HD static idx within(idx n, idx size) { return n < 0 ? 0 : (n >= size ? size - 1 : n); }
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const idx kk = within(k - 1, extents.nz), jj = within(j - ghosts, extents.ny),
                  ii = within(i - ghosts, extents.nx);
        const std::uint8_t own = volume(kk, jj, ii);
        // A column that goes on has the same cross-section all along.
        const bool next_x = within(i + 1 - ghosts, extents.nx) != ii,
                   next_y = within(j + 1 - ghosts, extents.ny) != jj;
        const std::uint8_t e = next_x ? east(kk, jj, ii) : own, n = next_y ? north(kk, jj, ii) : own;
        const std::uint8_t t = k < extents.nz ? top(kk, jj, ii) : own;
        const bool above = k > extents.nz, below = k < 1;
        constexpr std::uint8_t whole = OpenShares::whole;
        out_volume(k, j, i) = below ? 0 : above ? whole : own;
        out_east(k, j, i) = below ? 0 : above ? whole : e;
        out_north(k, j, i) = below ? 0 : above ? whole : n;
        out_top(k, j, i) = below ? 0 : above ? whole : t;
    }
};

/// Shares of cells that are all air or all solid.
struct WholeShares {
    View3D<const std::uint8_t> solid;
    View3D<std::uint8_t> volume, east, north, top;
    LUWTE_HD std::uint8_t open(idx k, idx j, idx i) const {
        const idx kk = SharesAmongGhosts::within(k, solid.nz), jj = SharesAmongGhosts::within(j, solid.ny),
                  ii = SharesAmongGhosts::within(i, solid.nx);
        return solid(kk, jj, ii) == 0 ? OpenShares::whole : 0;
    }
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const std::uint8_t own = open(k, j, i);
        volume(k, j, i) = own;
        east(k, j, i) = own & open(k, j, i + 1);
        north(k, j, i) = own & open(k, j + 1, i);
        top(k, j, i) = own & open(k + 1, j, i);
    }
};

/// Faces beside solids are closed.
struct CloseSolids {
    View3D<const std::uint8_t> solid;
    View3D<std::uint8_t> east, north, top;
    LUWTE_HD bool is_solid(idx k, idx j, idx i) const {
        return solid(SharesAmongGhosts::within(k, solid.nz), SharesAmongGhosts::within(j, solid.ny),
                     SharesAmongGhosts::within(i, solid.nx)) != 0;
    }
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const bool here = is_solid(k, j, i);
        if (here || is_solid(k, j, i + 1)) east(k, j, i) = 0;
        if (here || is_solid(k, j + 1, i)) north(k, j, i) = 0;
        if (here || is_solid(k + 1, j, i)) top(k, j, i) = 0;
    }
};

/// Bits of every cell, ghosts included.
struct MarkCells {
    OpenShares open_shares;
    Extents extents;
    Sides sides;
    View3D<std::uint8_t> cell;

    LUWTE_HD bool open(idx k, idx j, idx i) const { return share(open_shares.volume, k, j, i) > 0; }
    LUWTE_HD static int share(const View3D<const std::uint8_t>& v, idx k, idx j, idx i) {
        return v(within(k, v.nz), within(j, v.ny), within(i, v.nx));
    }
    /// (62) Whether the closed face between a cell and the next along an axis slips.
    LUWTE_HD bool slips(const View3D<const std::uint8_t>& face, idx k, idx j, idx i, idx jj, idx ii) const {
        const int here = share(open_shares.volume, k, j, i), there = share(open_shares.volume, k, jj, ii);
        const int most = here > there ? here : there;
        return share(face, k, j, i) == 0 && most > 0 && most < OpenShares::whole;
    }
    LUWTE_HD static idx within(idx n, idx size) { return n < 0 ? 0 : (n >= size ? size - 1 : n); }
    LUWTE_HD static bool inside(idx n, idx size) { return n >= ghosts && n < size + ghosts; }

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        unsigned bits = 0;
        if (slips(open_shares.east, k, j, i, j, i + 1)) bits |= east_slips;
        if (slips(open_shares.north, k, j, i, j + 1, i)) bits |= north_slips;
        if (open(k, j, i)) {
            bits |= air;
            const bool layer = k >= 1 && k <= extents.nz;
            const bool in_x = inside(i, extents.nx), in_y = inside(j, extents.ny);
            const bool next_x = inside(i + 1, extents.nx), next_y = inside(j + 1, extents.ny);
            const bool along_x = (in_x && next_x) || (next_x && sides.west == Side::outlet) ||
                                 (in_x && sides.east == Side::outlet);
            const bool along_y = (in_y && next_y) || (next_y && sides.south == Side::outlet) ||
                                 (in_y && sides.north == Side::outlet);
            if (layer && in_y && along_x && open_shares.east(k, j, i) > 0) bits |= east_solved;
            if (layer && in_x && along_y && open_shares.north(k, j, i) > 0) bits |= north_solved;
            if (layer && in_x && in_y && k < extents.nz && open_shares.top(k, j, i) > 0) bits |= top_solved;
        }
        cell(k, j, i) = std::uint8_t(bits);
    }
};

/// (19) Drag of leaves per volume and squared speed. Beside the inside the nearest column goes on; nothing
/// above.
struct DragOfLeaves {
    View3D<const float> leaf_area;  ///< m2 m-3     [nz, ny, nx]
    Extents extents;
    float c_d;
    View3D<float> out;  ///< m-1

    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const float leaves =
            leaf_area(MarkCells::within(k - 1, extents.nz), MarkCells::within(j - ghosts, extents.ny),
                      MarkCells::within(i - ghosts, extents.nx));
        out(k, j, i) = k >= 1 && k <= extents.nz ? c_d * leaves : 0.0f;
    }
};

/// (5), (10) The wall laws over a rough surface whose first cell is `thickness` high: the centre stands at
/// half of it.
struct RoughWall {
    float friction;  ///< 1, (kappa / ln((z_P + z0) / z0))^2
    float mean;      ///< m-1, mean of 1 / (kappa (z + z0)) over the cell
    float centre;    ///< m-1, 1 / (kappa (z_P + z0))

    LUWTE_HD static RoughWall over(float thickness, float z0, float kappa) {
        const float centre = 0.5f * thickness + z0;
        const float root = kappa / math::log(centre / z0);
        return {root * root, math::log((thickness + z0) / z0) / (kappa * thickness), 1.0f / (kappa * centre)};
    }
};

/// What the highest solid of each column does to the flow above it, ghost columns included.
struct WallsOfColumns {
    View3D<const std::uint8_t> cell;
    View2D<const float> roughness;  ///< m, z0                                  [ny, nx]
    Extents extents;
    Levels z;
    float kappa;
    View3D<const std::uint8_t> volume;
    View2D<float> friction, mean, centre, first;

    LUWTE_HD void operator()(idx j, idx i) const {
        idx k = extents.nz + 1;
        while (k > 1 && (cell(k - 1, j, i) & air) != 0) --k;
        // Other tops than the lowest are there where cells are air in part only.
        bool cut = false;
        for (idx l = 1; l <= extents.nz; ++l)
            cut = cut || (volume(l, j, i) > 0 && volume(l, j, i) < OpenShares::whole);
        first(j, i) = cut ? float(k) : 1e9f;
        const float z0 =
            roughness(MarkCells::within(j - ghosts, extents.ny), MarkCells::within(i - ghosts, extents.nx));
        const RoughWall wall = RoughWall::over(z.thickness[k], z0, kappa);
        friction(j, i) = wall.friction, mean(j, i) = wall.mean, centre(j, i) = wall.centre;
    }
};

/// The profile everywhere where there is air, without flow through closed faces and slip sides.
struct FirstGuess {
    Profile profile;
    View3D<const std::uint8_t> cell;
    OpenShares open;
    Extents extents;
    Sides sides;
    float c_mu;
    View3D<float> u, v, w, pressure, kinetic, epsilon, viscosity;

    LUWTE_HD bool is_air(idx k, idx j, idx i) const {
        return (cell(k, MarkCells::within(j, cell.ny), MarkCells::within(i, cell.nx)) & air) != 0;
    }
    LUWTE_HD void operator()(idx k, idx j, idx i) const {
        const bool here = is_air(k, j, i);
        const bool slip_x = (i < ghosts && sides.west == Side::slip) ||
                            (i >= extents.nx + ghosts - 1 && sides.east == Side::slip);
        const bool slip_y = (j < ghosts && sides.south == Side::slip) ||
                            (j >= extents.ny + ghosts - 1 && sides.north == Side::slip);
        const float speed = profile.speed[k];
        u(k, j, i) = here && open.east(k, j, i) > 0 && !slip_x ? speed * profile.along_x : 0.0f;
        v(k, j, i) = here && open.north(k, j, i) > 0 && !slip_y ? speed * profile.along_y : 0.0f;
        w(k, j, i) = 0.0f;
        pressure(k, j, i) = 0.0f;
        const float kinetic_energy = profile.k[k], loss = profile.epsilon[k];
        kinetic(k, j, i) = here ? kinetic_energy : 0.0f;
        epsilon(k, j, i) = here ? loss : 0.0f;
        viscosity(k, j, i) = here ? c_mu * kinetic_energy * kinetic_energy / loss : 0.0f;
    }
};

/// Ghost cells along an outlet or a slip side: what stands beside them inside. Index (k, row or column).
struct CopyToGhosts {
    bool along_x;        ///< the side is west or east
    idx inside, ghost1;  ///< index of the last cells inside, and of the ghosts beside them
    idx ghost2;
    idx face, face1, face2;  ///< of the velocity through the side: the boundary's face and those beyond it
    View3D<float> through, across, w, kinetic, epsilon, viscosity;

    LUWTE_HD void copy(const View3D<float>& x, idx k, idx t, idx from, idx to) const {
        if (along_x)
            x(k, t, to) = x(k, t, from);
        else
            x(k, to, t) = x(k, from, t);
    }
    LUWTE_HD void both(const View3D<float>& x, idx k, idx t) const {
        copy(x, k, t, inside, ghost1);
        copy(x, k, t, inside, ghost2);
    }
    LUWTE_HD void operator()(idx k, idx t) const {
        both(across, k, t), both(w, k, t);
        both(kinetic, k, t), both(epsilon, k, t), both(viscosity, k, t);
        copy(through, k, t, face, face1);
        if (face2 != face1) copy(through, k, t, face, face2);
    }
};

}  // namespace luwte::wind
