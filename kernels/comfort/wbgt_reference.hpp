// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

/// Liljegren et al. (2008) as they state it for an open plain, in double precision and by bisection: for
/// tests. Nothing of it is shared with kernels/comfort/wbgt.hpp.
namespace luwte::liljegren {

struct Plain {
    double air;           ///< K
    double humidity;      ///< 1
    double wind;          ///< m s-1
    double pressure;      ///< Pa
    double solar;         ///< W m-2, global
    double direct_share;  ///< 1
    double cos_zenith;    ///< 1
    double surface_albedo = 0.45, surface_emissivity = 0.999;
    double globe_diameter = 0.15;  ///< m
    bool buck = true;              ///< saturation by Buck (1981) as they have it, else by WMO No. 8
};

constexpr double sigma = 5.670374419e-8, pi = 3.14159265358979324;
constexpr double air_mass = 28.97, water_mass = 18.015, cp = 1003.5, gas = 8314.34 / air_mass;
constexpr double wick_diameter = 0.007, wick_length = 0.0254;

inline double saturation(const Plain& p, double t) {  // Pa
    const double c = t - 273.15;
    return p.buck ? 1.004 * 611.21 * std::exp(17.502 * c / (240.97 + c))
                  : 611.2 * std::exp(17.62 * c / (243.12 + c));
}
inline double vapour_pressure(const Plain& p) { return p.humidity * saturation(p, p.air); }
/// Longwave of their sky, 0.575 e^0.143 with e in hPa, over a black body's.
inline double sky_emissivity(const Plain& p) { return 0.575 * std::pow(vapour_pressure(p) / 100, 0.143); }

inline double viscosity(double t) {
    const double omega = (t / 97 - 2.9) / 0.4 * -0.034 + 1.048;
    return 2.6693e-6 * std::sqrt(air_mass * t) / (3.617 * 3.617 * omega);
}
inline double conductivity(double t) { return (cp + 1.25 * gas) * viscosity(t); }
inline double diffusivity(double t, double pressure) {
    const double tc = std::sqrt(132 * 647.3);
    return 3.640e-4 * std::pow(t / tc, 2.334) * std::cbrt(36.4 * 218) * std::pow(132 * 647.3, 5.0 / 12) *
           std::sqrt(1 / air_mass + 1 / water_mass) / (pressure / 101325) * 1e-4;
}
inline double prandtl() { return cp / (cp + 1.25 * gas); }
inline double reynolds(const Plain& p, double t, double diameter) {
    return std::max(p.wind, 0.13) * p.pressure / (gas * t) * diameter / viscosity(t);
}

template <class F>
double bisection(double low, double high, const F& falling) {
    for (int n = 0; n < 200; ++n) {
        const double middle = 0.5 * (low + high);
        (falling(middle) > 0 ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

/// Absorbed by a globe and by a wick per surface of its side [W m-2].
inline double globe_radiation(const Plain& p) {
    const double longwave = 0.5 * (sky_emissivity(p) + p.surface_emissivity) * sigma * std::pow(p.air, 4);
    const double sun = p.direct_share > 0 ? p.direct_share * (1 / (2 * p.cos_zenith) - 1) : 0;
    return 0.95 * longwave + 0.95 * p.solar / 2 * (sun + 1 + p.surface_albedo);
}
inline double wick_radiation(const Plain& p) {
    const double longwave = 0.5 * (sky_emissivity(p) + p.surface_emissivity) * sigma * std::pow(p.air, 4);
    const double end = 0.25 * wick_diameter / wick_length;
    const double tangent = std::sqrt(1 - p.cos_zenith * p.cos_zenith) / p.cos_zenith;
    const double sun = p.direct_share > 0 ? p.direct_share * (tangent / pi + end) : 0;
    return 0.95 * longwave + 0.6 * p.solar * ((1 - p.direct_share) * (1 + end) + sun + p.surface_albedo);
}

inline double globe(const Plain& p, double absorbed) {  // K
    return bisection(150, 500, [&](double t) {
        const double film = 0.5 * (t + p.air);
        const double nusselt =
            2 + 0.6 * std::sqrt(reynolds(p, film, p.globe_diameter)) * std::cbrt(prandtl());
        const double h = nusselt * conductivity(film) / p.globe_diameter;
        return absorbed - 0.95 * sigma * std::pow(t, 4) - h * (t - p.air);
    });
}

/// Their latent heat runs over 283 to 313 K, 71.1 kJ/kg from end to end; it falls with temperature.
inline double natural_wet_bulb(const Plain& p, double absorbed) {  // K
    return bisection(200, 370, [&](double t) {
        const double film = 0.5 * (t + p.air);
        const double h = 0.281 * std::pow(reynolds(p, film, wick_diameter), 0.6) * std::pow(prandtl(), 0.44) *
                         conductivity(film) / wick_diameter;
        const double latent_heat = 2.4073e6 + (313.15 - film) / 30 * 71100;
        const double schmidt = viscosity(film) / (p.pressure / (gas * film) * diffusivity(film, p.pressure));
        const double e = saturation(p, t);
        const double cooling = latent_heat / cp * water_mass / air_mass *
                               std::pow(prandtl() / schmidt, 0.56) * (e - vapour_pressure(p)) /
                               (p.pressure - e);
        return absorbed - 0.95 * sigma * std::pow(t, 4) - h * (t - p.air + cooling);
    });
}

inline double wbgt(const Plain& p) {  // degC
    return 0.7 * natural_wet_bulb(p, wick_radiation(p)) + 0.2 * globe(p, globe_radiation(p)) + 0.1 * p.air -
           273.15;
}

}  // namespace luwte::liljegren
