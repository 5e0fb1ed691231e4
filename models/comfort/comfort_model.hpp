// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/comfort/pet.hpp"
#include "kernels/comfort/pet_table.hpp"
#include "kernels/core/error.hpp"
#include "models/city/city_model.hpp"
#include "models/comfort/body_climate.hpp"

#include <cstdint>

namespace luwte {

/// What a step reads, air and wind at 1.1 m above ground, radiation at the body; on the city's backend, all
/// of the grid's shape.
///
/// This is the seam between climate and comfort: the heat balance of surfaces, the wind model or a
/// measurement may fill these fields, the comfort model does not ask where they come from.
struct ComfortClimate {
    const Field2D<float>& air_temperature;           ///< K
    float vapour_pressure;                           ///< Pa, one value for the step
    const Field2D<float>& mean_radiant_temperature;  ///< K
    const Field2D<float>& wind_speed;                ///< m s-1
    const Field2D<float>& globe_radiation;           ///< W m-2, absorbed by a black globe (Globe)
    const Field2D<float>& wick_radiation;            ///< W m-2, absorbed by the wick of a wet bulb (Wick)
    float pressure;                                  ///< Pa, of WBGT; PET keeps its own
};

/// What a step writes; make it once and give it to every step.
struct ComfortFields {
    ComfortFields(const Backend& backend, const Grid& grid);
    Field2D<float> pet;              ///< degC; NaN on roofs and where an input is NaN
    Field2D<float> utci;             ///< degC; NaN there too and outside the range of UTCI
    Field2D<float> wbgt;             ///< degC; NaN on roofs and where an input is NaN
    Field2D<std::int8_t> pet_class;  ///< class of PetClasses; -1 where pet is NaN
};

/// Cells of one step in which UTCI was asked for, and in which its validity was left.
struct UtciClips {
    std::int64_t cells = 0;         ///< neither roof nor missing
    std::int64_t wind_raised = 0;   ///< wind at 10 m below 0.5 m s-1, raised to it
    std::int64_t wind_lowered = 0;  ///< wind at 10 m above 17 m s-1, lowered to it
    std::int64_t out_of_range =
        0;  ///< air -50 to 50 degC, Tmrt - Ta -30 to 70 K, vapour 0 to 5 kPa left: NaN
};

/// A climate in which no body could be computed: which value, where.
class ComfortOutOfRange : public RuntimeError {
  public:
    using RuntimeError::RuntimeError;
};

/// Thermal comfort on the map: PET, its class, UTCI and WBGT of every column that is not a roof.
///
/// PET comes from a table of the full heat balance (PetModel) made anew for each step over the step's own
/// range at its vapour pressure, within 0.1 K of the model itself. UTCI is the polynomial, with wind
/// brought from 1.1 m to 10 m by UTCI's own profile. WBGT comes from the heat balances of its instruments.
/// Equations and limits: docs/models/comfort.md.
///
/// Throws  InputError    the person is outside the model's ranges (constructor)
///         RuntimeError  a field has another shape or backend than the city; the climate leaves the range
///                       of PET (air -60 to 60 degC, Tmrt -60 to 120 degC, wind 0 to 40 m s-1)
/// Cost    per step three reductions, one table (6,000 nodes or so, 4 microseconds each and core)
///         and four passes over the cells. The city must outlive the model.
class ComfortModel {
  public:
    struct Parameters {
        Person person;
        PetClasses classes;
    };
    ComfortModel(const CityModel& city, const Parameters& parameters);

    /// Throws  ComfortOutOfRange  a value that the models of the body are not made for
    UtciClips step(const ComfortClimate& climate, ComfortFields& out) const;
    /// Class of another PET [degC], such as a mean; -1 where it is NaN.
    void classify(const Field2D<float>& pet, Field2D<std::int8_t>& pet_class) const;

  private:
    const CityModel* city_;
    PetClasses classes_;
    PetModel pet_;
    mutable Field2D<std::int32_t> clips_of_row_;
};

}  // namespace luwte
