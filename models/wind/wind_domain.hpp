// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/wind/city_voxels.hpp"
#include "models/city/city_model.hpp"
#include "models/wind/inflow.hpp"
#include "models/wind/land_upwind.hpp"
#include "models/wind/wind_model.hpp"

namespace luwte {

/// How the wind grid lies over the area of a city and how much empty land is around it; equations 40 to 44
/// and 54 of docs/models/wind.md. Angles are degrees clockwise from the grid's y axis, where the wind comes
/// from.
struct WindLayout {
    struct Parameters {
        double cell_size = 2;         ///< m, a whole number of surface cells
        int sectors = 12;             ///< 1, directions that the domains are made for
        double upwind_roughness = 0;  ///< m, z0 of the land around, without displacement; 0: both by sector,
                                      ///< of what stands upwind in the area
        InflowTable inflow_table = {};  ///< what blows in from all sides over land of that z0, which has to
                                        ///< be given then; empty: the log law
    };
    /// Columns of empty land beside the area.
    struct Margins {
        idx west = 0, east = 0, south = 0, north = 0;
    };

    Grid grid;                    ///< of the area's columns: nx, ny, cell_size, x0, y0, epsg
    idx per_cell = 1;             ///< surface cells along the side of a column
    double highest = 0;           ///< m, highest solid column
    double silhouette_x = 0;      ///< m2, of the buildings as wind along x sees them
    double silhouette_y = 0;      ///< m2, the same along y
    std::vector<Inflow> inflows;  ///< by sector, the first from true north; beyond the area the land goes on
    std::vector<double> thickness;  ///< m, of the levels from the ground up, the same for all directions

    bool roughness_is_given = false;  ///< by Parameters, for all sectors
    InflowTable inflow_table = {};    ///< Parameters
    /// That of the sector nearest to a direction clockwise from true north.
    const Inflow& inflow(double true_deg) const;
    /// What is from_deg [degrees] here of a direction clockwise from true north.
    double on_grid(double true_deg) const;
    Margins margins(double from_deg) const;
    /// Share of the domain's cross-section that buildings take [1], as `from_deg` sees it.
    double blockage(double from_deg) const;
    wind::Extents extents(double from_deg) const;
    double top() const;  ///< m above ground
    /// Where the inflow's profile is needed [m above ground]: middles of levels, and one above them.
    std::vector<double> profile_heights() const;
};

/// Throws InputError  a cell that is no whole number of surface cells, an area smaller than its highest
///                    building asks for (with the size needed), a table that ends below the top (with the
///                    height needed), or more than 400 million cells
WindLayout wind_layout(const CityModel& city, const WindLayout::Parameters& parameters);

/// (60) Solids and open shares of a domain whose levels are given, from heights of buildings [m above ground]
/// on cells much smaller than its columns; `shape` is the domain's. In the CPU's memory.
void put_buildings(const Field2D<float>& height, const wind::Coarsening& grid, Shape shape,
                   WindDomain& domain);

/// The space that wind from one direction blows through, around the area land of z0 `roughness_around` [m].
/// Ground is level: heights count from each column's own terrain. In the CPU's memory, whatever the city's
/// backend.
WindDomain wind_domain(const CityModel& city, const WindLayout& layout, const WindLayout::Margins& margins,
                       double roughness_around);
/// The same of the area alone.
WindDomain wind_domain(const CityModel& city, const WindLayout& layout);

}  // namespace luwte
