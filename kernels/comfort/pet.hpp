// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/comfort/person.hpp"

namespace luwte {

/// Physiological equivalent temperature by the full heat balance of a person (MEMI), host code in double.
///
/// Three nodes, core, skin and clothing, in steady state in the real climate; PET is the air temperature
/// of a room with Tmrt = Ta, wind 0.1 m s-1 and 12 hPa vapour pressure in which the same core, skin and
/// clothing temperatures keep the whole balance of the person at 80 W activity and 0.9 clo closed.
///
/// Hoeppe (1999), doi:10.1007/s004840050118, with the corrections of Walther & Goestchel (2018),
/// doi:10.1016/j.buildenv.2018.03.054 (three balances solved together, evaporation worked out anew in
/// the reference room, vapour through clothing after Woodcock). Equations: docs/models/comfort.md.
///
/// In      climate with every value finite; wind speed at body height
/// Out     NaN when a value is NaN; else the root, searched in a bracket that holds one for air -60 to
///         60 degC, Tmrt -60 to 120 degC, wind 0 to 40 m s-1 and any humidity
/// Throws  InputError when the person is outside the ranges of `check`
/// Cost    about 20 evaluations of the balance, 1 microsecond; `branches` twice that
class PetModel {
  public:
    struct Climate {
        double air_temperature;           ///< K
        double mean_radiant_temperature;  ///< K
        double wind_speed;                ///< m s-1, at 1.1 m
        double vapour_pressure;           ///< Pa
    };
    /// degC
    struct Body {
        double core, skin, clothing;
    };

    explicit PetModel(const Person& person);

    /// PET [degC].
    double pet(const Climate& climate) const;
    /// Node temperatures in the real climate.
    Body body(const Climate& climate) const { return body(climate, Evaporation::lesser); }

    /// PET [degC] with evaporation given by sweating alone or by wet skin alone, first in the real climate,
    /// then in the reference room; smooth where PET has its sharpest bends. Evaporation is the lesser of
    /// the two, the body gains less the more it evaporates, and its temperatures grow with what it gains:
    ///
    ///     PET = max(min(sweat_sweat, sweat_wet), min(wet_sweat, wet_wet))
    struct Branches {
        double sweat_sweat, sweat_wet, wet_sweat, wet_wet;
    };
    Branches branches(const Climate& climate) const;

  private:
    /// Heat exchange coefficients of one clothing in one wind, per m2 of body surface.
    struct Exchange {
        double convection;    ///< W m-2 K-1
        double clothed_area;  ///< 1, outer surface of clothing per body surface
        double bare_share;    ///< 1
        double conductance;   ///< W m-2 K-1, skin to outer clothing, per body surface
        double evaporation;   ///< W m-2 hPa-1, from wet skin
        double diffusion;     ///< W m-2 hPa-1, through dry skin and clothing
    };
    /// Geometry of one clothing.
    struct Clothing {
        double clo, resistance, area_factor, clothed_area, bare_share, conductance;
    };
    static Clothing clothing_of(const Person& person, double clo, double body_surface);
    static Exchange exchange(const Clothing& clothing, double wind_speed);
    enum class Evaporation { lesser, by_sweat, by_wet_skin };

    Body body(const Climate& climate, Evaporation evaporation) const;
    double reference_air(const Body& body, Evaporation evaporation) const;
    static double respiration(double t_air, double vapour_hpa, double heat);
    static double core_temperature(double t_skin, double heat);
    static double clothing_temperature(double t_skin, double t_air, double t_radiant, const Exchange& x);
    static double evaporated(const Body& body, double vapour_hpa, const Exchange& x, Evaporation evaporation);
    static double dry_exchange(const Body& body, double t_air, double t_radiant, const Exchange& x);

    double heat_actual_;     ///< W m-2, basal metabolism and activity
    double heat_reference_;  ///< W m-2, basal metabolism and 80 W
    Clothing clothing_actual_;
    Exchange exchange_reference_;
};

}  // namespace luwte
