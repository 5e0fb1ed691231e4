// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"

namespace luwte {

/// Air of an hour. Background: what stands in it without the roads, not below 0   (ny, nx).
struct OzoneHour {
    double temperature;                                      ///< K
    double global_horizontal;                                ///< W m-2
    const Field2D<float>&background_no2, &background_ozone;  ///< ug m-3
};

/// What roads add in an hour, on one backend   (ny, nx).
struct RoadNoxOfHour {
    const Field2D<float>& nox;     ///< ug m-3 as NO2
    const Field2D<float>& direct;  ///< ug m-3, the part of it that is emitted as NO2
    const Field2D<float>& aged;    ///< ug s m-3, nox times its mean age (ScalarModel::solve_aged)
};

/// (42) to (45) of docs/models/dispersion.md: NO2 of an hour, background included, by oxidation with ozone,
/// light and the time since emission.
/// Out    no2   ug m-3   (ny, nx); NaN where `nox` is
/// Throws RuntimeError  the temperature is no number or not above 0
void nitrogen_dioxide(const RoadNoxOfHour& roads, const OzoneHour& hour, Field2D<float>& no2);

}  // namespace luwte
