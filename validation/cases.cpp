// SPDX-License-Identifier: Apache-2.0
#include "validation/validation.hpp"

namespace luwte {

const std::vector<ValidationCase>& validation_cases() {
    static const std::vector<ValidationCase> cases = {
        {"solar_position", "Sun positions against almanac values and NREL's worked example",
         validate_solar_position},
        {"shadow_length", "Shadow lengths of poles and walls against h / tan(altitude)",
         validate_shadow_length},
        {"sky_view_factor_canyon", "Sky view factors of canyons, courtyards and walls against closed forms",
         validate_sky_view_factor_canyon},
        {"ground_conduction",
         "Conduction into the ground against closed solutions of the semi-infinite solid",
         validate_ground_conduction},
        {"facet_exchange", "What ground and walls see of each other against closed forms",
         validate_facet_exchange},
        {"exchange_table",
         "A run's table of what surfaces see of each other against 1296 directions and single facets",
         validate_exchange_table},
        {"street_turned", "The same street on grids turned by 0, 22.5 and 45 degrees",
         validate_street_turned},
        {"energy_closure", "Heat balance of every surface of a city, closed and stored",
         validate_energy_closure},
        {"isothermal_enclosure", "A scene at one temperature stays there", validate_isothermal_enclosure},
        {"clear_night_plain", "Cooling of a plain under a clear sky against the closed solution",
         validate_clear_night_plain},
        {"utci_table", "UTCI against published reference points", validate_utci_table},
        {"pet_table", "PET against published reference points", validate_pet_table},
        {"national_pet_vectors", "The national PET method against hand-computed vectors",
         validate_national_pet_vectors},
        {"srm1_vectors", "Concentrations along streets (SRM1) against hand-computed vectors",
         validate_srm1_vectors},
        {"srm1_official", "SRM1 against the official results for 2030 in Amsterdam", validate_srm1_official},
        {"tmrt_gothenburg", "Six-direction radiation and Tmrt against a mast in Gothenburg",
         validate_tmrt_gothenburg},
        {"globe_montpellier", "Globe thermometers between two walls in Montpellier",
         validate_globe_montpellier},
        {"wind_boundary_layer", "Wind and turbulence of open land kept over 2 km of it",
         validate_wind_boundary_layer},
        {"wind_numerics", "The wind solver against closed solutions and against itself",
         validate_wind_numerics},
        {"wind_canopy", "Wind in a wide wood against the closed solution of its equations",
         validate_wind_canopy},
        {"aij_case_a", "Wind around one building against a wind tunnel (AIJ case A)", validate_aij_case_a},
        {"aij_case_c", "Wind between nine cubes against a wind tunnel (AIJ case C)", validate_aij_case_c},
        {"aij_case_e", "Wind in a quarter of Niigata against a wind tunnel (AIJ case E)",
         validate_aij_case_e},
        {"scalar_conservation", "What is emitted leaves, adds up and is never below 0",
         validate_scalar_conservation},
        {"adjoint_consistency", "A road's part in a yard's air, forward and transposed",
         validate_adjoint_consistency},
        {"gaussian_plume", "Width of a plume in even wind at 0, 22.5 and 45 degrees to the grid",
         validate_gaussian_plume},
        {"no2_chemistry", "NO2 of an hour against the balance of its reactions", validate_no2_chemistry},
        {"prairie_grass", "Sulphur dioxide over grass to 800 m (Prairie Grass 1956)", validate_prairie_grass},
        {"epa_cube_array", "Wind and tracer between 77 cubes against a wind tunnel (US EPA)",
         validate_epa_cube_array},
    };
    return cases;
}

}  // namespace luwte
