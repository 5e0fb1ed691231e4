// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"
#include "kernels/core/grid.hpp"

#include <cstdint>
#include <limits>

namespace luwte {

/// A city for the rules of the Groene Baten Planner: planes of a grid, (ny, nx), on any backend.
struct GreenCity {
    Field2D<std::int32_t> top_material;  ///< index of MaterialTable::ground
    Field2D<float> crown_height;         ///< m above ground; 0 where there is no crown
};

/// Its cover on cells of 10 m from the grid's corner: planes green::Plane.
struct GreenCover {
    Field3D<float> planes;
};

/// One city by itself. NaN: not given what it needs.
struct GreenState {
    double pm10_kg = 0, pm25_kg = 0;                            ///< held back by the whole area, kg a year
    double heat_island = 0, cooling = 0;                        ///< K, mean of the area
    double ndvi = 0;                                            ///< 1, mean of the area
    double tree = 0, shrub = 0, low = 0, water = 0, built = 0;  ///< 1, of the area
    double paved = 0;  ///< 1, of the area: built or paved, without plants on or above it
};

/// Plan less present.
struct GreenChange {
    GreenState of;              ///< each of it; `cooling` positive: cooler
    double ndvi_at_homes = 0;   ///< 1, mean within the distance, over homes that lie evenly
    double deaths_avoided = 0;  ///< a year
    double deaths_low = 0, deaths_high = 0;
};

/// Benefits of green after the rules of RIVM's Groene Baten Planner (docs/models/green_benefits.md), on cells
/// of 10 m, at RIVM's resolution and not Luwte's. Exploratory, as RIVM says of its own.
///
/// In   grid   columns of at most 5 m
/// Out  the same bits for any number of threads
class GreenModel {
  public:
    struct Parameters {
        static constexpr double not_given = std::numeric_limits<double>::quiet_NaN();
        double pm10 = not_given, pm25 = not_given;  ///< ug m-3, yearly means
        double pm25_resuspended = not_given;        ///< 1
        double wind_100_m = not_given;              ///< m s-1
        double inhabitants_within_10_km = not_given, inhabitants = not_given;
        double deaths_per_inhabitant = not_given;  ///< 1 a year
        double ndvi_radius = 500;                  ///< m
        bool cooling_of_largest = false;           ///< "code"; else "manual"
    };
    static constexpr double largest_column = 5;                      ///< m
    static constexpr double least_area = 20000, most_area = 500000;  ///< m2, of RIVM's planner
    static constexpr double buffer = 500;                            ///< m around it
    /// (9) Share by which mortality falls per 0.1 of NDVI.
    static constexpr double rate_low = 0.03, rate = 0.04, rate_high = 0.06;

    GreenModel(const Backend& backend, const Grid& grid, const Parameters& parameters);

    GreenCover cover(const GreenCity& city) const;
    /// `present` says how much is paved beyond the area; for the present itself it is the same cover.
    GreenState state(const GreenCover& cover, const GreenCover& present) const;
    GreenChange change(const GreenCover& present, const GreenCover& plan) const;
    double area() const;  ///< m2

  private:
    double cells() const;  ///< of 10 m, of the area
    Field2D<float> plane(const char* name, const char* unit) const;
    Field2D<float> quantity(const GreenCover& cover, int of) const;
    double sum_of(const GreenCover& cover, const Field2D<float>& value) const;
    double mean_of(const GreenCover& cover, int quantity) const;
    double held_back(const GreenCover& cover, double concentration, double again, double factor) const;
    Field2D<float> within(const GreenCover& cover, const Field2D<float>& value, double metres,
                          double beyond) const;

    Backend backend_;
    Grid grid_;
    Parameters parameters_;
    idx nx_, ny_;
    Field2D<std::int32_t> begin_i_, begin_j_;
    Field2D<float> of_top_;
};

/// (9) Deaths avoided a year by more NDVI at homes.
double deaths_avoided(double inhabitants, double deaths_per_inhabitant, double more_ndvi,
                      double rate = GreenModel::rate);

}  // namespace luwte
