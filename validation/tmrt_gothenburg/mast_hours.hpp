// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "validation/tmrt_gothenburg/field_data.hpp"
#include "validation/validation.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace luwte::gothenburg {

/// Why an hour is listed apart (point 9 of the protocol); an hour may have several reasons.
struct HourClass {
    bool low_sun = false;      ///< below 8 degrees at mid-hour
    bool partial_sun = false;  ///< lit share of the hour between 0.02 and 0.98
    bool other_cloud = false;  ///< cloud at the mast differs from that of the met file
    bool off_raster = false;   ///< what shades the mast stands beyond the raster's edge
    bool clean() const { return !low_sun && !partial_sun && !other_cloud && !off_raster; }
};

/// One measured hour and what the models say of it.
struct MastHour {
    MeasuredHour measured;
    HourClass is;
    double lit = 0;                    ///< 1, share of the beam at the mast over the time with sun
    std::array<Fluxes, 9> modelled{};  ///< W m-2, at the mast's cell and 1 m off in eight directions
    double standing_celsius = 0;       ///< degC, Tmrt of RadiationModel itself (projected area of a person)
    double air_celsius = 0;            ///< degC, of the forcing
    double sky_view = 0;               ///< 1, of the mast's cell at 1.1 m
    double sky_longwave = 0;           ///< W m-2, of the forcing
    double black_air = 0;              ///< W m-2, of a black body as warm as the air of the forcing
    std::string refused;               ///< why there is no forcing; empty = there is

    double measured_celsius() const { return mean_radiant_celsius(measured.flux); }
    double modelled_celsius(std::size_t offset = 0) const { return mean_radiant_celsius(modelled[offset]); }
    double celsius_of_shortwave() const;  ///< degC, Tmrt of modelled shortwave and measured longwave
};

/// Every measured hour, rightly paired and, for the guard, with the clock of the met files an hour off.
struct MastRuns {
    std::vector<MastHour> paired, early, late;
};

/// Runs the models for every measured hour, each hour's sun in 24 steps of 2.5 minutes.
/// Throws what the readers throw.
MastRuns run_mast_hours(const std::filesystem::path& shared);

/// Error with the met files' clock moved, over the hours whose forcing was not refused, and that of the
/// rightly paired run over the same hours [K].
struct ShiftedError {
    double rmse = 0, as_paired = 0;
    double rmse_of_shortwave = 0, as_paired_of_shortwave = 0;  ///< with longwave as measured
    int hours = 0;
};
ShiftedError error_of_shift(const std::vector<MastHour>& paired, const std::vector<MastHour>& shifted);

/// The case's rows; a picture of the days in the folder `pictures`, unless that is empty. Throws RuntimeError
/// where the forcing of a rightly paired hour was refused.
std::vector<ValidationRow> rows_of(const MastRuns& runs, const std::filesystem::path& pictures);

}  // namespace luwte::gothenburg
