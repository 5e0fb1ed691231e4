// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/validate.hpp"

namespace luwte {

/// Every case, in the order in which they are reported.
const std::vector<ValidationCase>& validation_cases();

std::vector<ValidationRow> validate_solar_position(const ValidationContext&);
std::vector<ValidationRow> validate_sky_view_factor_canyon(const ValidationContext&);
std::vector<ValidationRow> validate_shadow_length(const ValidationContext&);
std::vector<ValidationRow> validate_ground_conduction(const ValidationContext&);
std::vector<ValidationRow> validate_facet_exchange(const ValidationContext&);
std::vector<ValidationRow> validate_exchange_table(const ValidationContext&);
std::vector<ValidationRow> validate_street_turned(const ValidationContext&);
std::vector<ValidationRow> validate_energy_closure(const ValidationContext&);
std::vector<ValidationRow> validate_isothermal_enclosure(const ValidationContext&);
std::vector<ValidationRow> validate_clear_night_plain(const ValidationContext&);
std::vector<ValidationRow> validate_utci_table(const ValidationContext&);
std::vector<ValidationRow> validate_pet_table(const ValidationContext&);
std::vector<ValidationRow> validate_national_pet_vectors(const ValidationContext&);
std::vector<ValidationRow> validate_no2_chemistry(const ValidationContext&);
std::vector<ValidationRow> validate_srm1_vectors(const ValidationContext&);
std::vector<ValidationRow> validate_srm1_official(const ValidationContext&);
std::vector<ValidationRow> validate_tmrt_gothenburg(const ValidationContext&);
std::vector<ValidationRow> validate_globe_montpellier(const ValidationContext&);
std::vector<ValidationRow> validate_wind_boundary_layer(const ValidationContext&);
std::vector<ValidationRow> validate_wind_numerics(const ValidationContext&);
std::vector<ValidationRow> validate_wind_canopy(const ValidationContext&);
std::vector<ValidationRow> validate_aij_case_a(const ValidationContext&);
std::vector<ValidationRow> validate_aij_case_c(const ValidationContext&);
std::vector<ValidationRow> validate_aij_case_e(const ValidationContext&);
std::vector<ValidationRow> validate_epa_cube_array(const ValidationContext&);
std::vector<ValidationRow> validate_scalar_conservation(const ValidationContext&);
std::vector<ValidationRow> validate_adjoint_consistency(const ValidationContext&);
std::vector<ValidationRow> validate_gaussian_plume(const ValidationContext&);
std::vector<ValidationRow> validate_prairie_grass(const ValidationContext&);

}  // namespace luwte
