// SPDX-License-Identifier: Apache-2.0
#include "kernels/comfort/pet.hpp"

#include "kernels/comfort/humidity.hpp"
#include "kernels/core/constants.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace luwte {
namespace {

// Person and clothing: Hoeppe (1999), VDI 3787-2; the values as listed by Walther & Goestchel (2018).
constexpr double skin_emissivity = 0.99;        // 1
constexpr double clothing_emissivity = 0.95;    // 1
constexpr double radiating_share = 0.725;       // 1, standing
constexpr double sigma = stefan_boltzmann;      // W m-2 K-4
constexpr double latent_heat = 2.42e6;          // J kg-1
constexpr double air_heat_capacity = 1010.0;    // J kg-1 K-1
constexpr double pressure_hpa = 1013.25;        // hPa
constexpr double blood_heat_capacity = 3640.0;  // J per litre and K, as their equations use it
constexpr double tissue_conductance = 5.28;     // W m-2 K-1
constexpr double core_set = 36.6;               // degC
constexpr double skin_set = 34.0;               // degC
constexpr double skin_mass_share = 0.1;         // 1, of the body
constexpr double body_set = skin_mass_share * skin_set + (1 - skin_mass_share) * core_set;  // degC
constexpr double blood_flow_set = 6.3;                                                      // l m-2 h-1
constexpr double blood_flow_max = 90.0;                                                     // l m-2 h-1
constexpr double dilation = 75.0;                                                           // l m-2 h-1 K-1
constexpr double constriction = 0.5;                                                        // K-1
constexpr double sweat_per_kelvin = 304.94;                                                 // g m-2 h-1 K-1
constexpr double sweat_max = 500.0;                                                         // g m-2 h-1
constexpr double lewis = 1.67;                                                              // K hPa-1
constexpr double woodcock = 0.38;                                                           // 1

// The reference room: Hoeppe (1999).
constexpr double reference_wind = 0.1;      // m s-1
constexpr double reference_vapour = 12.0;   // hPa
constexpr double reference_clothing = 0.9;  // clo
constexpr double reference_work = 80.0;     // W

double saturation_hpa(double t_celsius) { return saturation_vapour_pressure(t_celsius + 273.15) * 0.01; }

double fourth_power(double t_celsius) {
    const double square = (t_celsius + 273.15) * (t_celsius + 273.15);
    return square * square;
}

/// Root of `f` between `a` and `b` with f(a) f(b) <= 0, by Chandrupatla's method (1997),
/// doi:10.1016/s0965-9978(96)00051-8: inverse quadratic steps where they are safe, bisection elsewhere.
/// NaN when the two values have the same sign or one of them is NaN.
template <class F>
double root(F&& f, double a, double fa, double b, double fb, double tolerance) {
    if (!(fa * fb <= 0)) return std::numeric_limits<double>::quiet_NaN();
    double c = a, fc = fa, t = fa == fb ? 0.5 : fa / (fa - fb);
    for (int n = 0; n < 100; ++n) {
        const double x = a + t * (b - a);
        const double fx = f(x);
        if ((fx > 0) == (fa > 0)) {
            c = a, fc = fa;
        } else {
            c = b, fc = fb;
            b = a, fb = fa;
        }
        a = x, fa = fx;
        const double best = std::fabs(fa) < std::fabs(fb) ? a : b;
        const double share = tolerance / std::fabs(b - a);
        if (fa == 0 || share > 0.5) return fa == 0 ? a : best;
        const double xi = (a - b) / (c - b), phi = (fa - fb) / (fc - fb);
        const bool safe = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
        t = safe ? fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
                 : 0.5;
        t = std::clamp(t, share, 1 - share);
    }
    return std::fabs(fa) < std::fabs(fb) ? a : b;
}

void check(const Person& p) {
    Problems problems;
    const auto range = [&](const char* name, double value, double low, double high, const char* unit) {
        if (!(value >= low && value <= high))
            problems.add("person." + std::string(name), std::to_string(value) + " " + unit + " is outside " +
                                                            std::to_string(low) + " to " +
                                                            std::to_string(high));
    };
    range("height", p.height, 0.5, 2.5, "m");
    range("weight", p.weight, 5, 250, "kg");
    range("age", p.age, 1, 120, "a");
    range("work", p.work, 0, 1000, "W");
    // Below 0.02 the fit of the clothed share is negative, above 2 it is no longer supported.
    range("clothing", p.clothing, 0.02, 2.0, "clo");
    problems.throw_if_any();
}

/// W, Hoeppe (1999) / VDI 3787-2.
double basal_metabolism(const Person& p) {
    const double slenderness = p.height * 100 / std::cbrt(double(p.weight));
    const double age = 0.004 * (30 - p.age);
    return p.female ? 3.19 * std::pow(p.weight, 0.75) * (1 + age + 0.018 * (slenderness - 42.1))
                    : 3.45 * std::pow(p.weight, 0.75) * (1 + age + 0.010 * (slenderness - 43.4));
}

/// W m-2 K-1 between core and skin: blood flow and tissue.
double core_conductance(double blood_flow) {
    return blood_flow * blood_heat_capacity / 3600 + tissue_conductance;
}

}  // namespace

PetModel::PetModel(const Person& person) {
    check(person);
    // Du Bois body surface [m2]
    const double surface = 0.203 * std::pow(person.weight, 0.425) * std::pow(person.height, 0.725);
    const double basal = basal_metabolism(person);
    heat_actual_ = (basal + person.work) / surface;
    heat_reference_ = (basal + reference_work) / surface;
    clothing_actual_ = clothing_of(person, person.clothing, surface);
    exchange_reference_ = exchange(clothing_of(person, reference_clothing, surface), reference_wind);
}

PetModel::Clothing PetModel::clothing_of(const Person& person, double clo, double surface) {
    Clothing c;
    c.clo = clo;
    c.resistance = clo / 6.45;  // m2 K W-1
    c.area_factor = 1 + 0.31 * clo;
    const double share = (173.51 * clo - 2.36 - 100.76 * clo * clo + 19.28 * clo * clo * clo) / 100;
    c.clothed_area = share + (c.area_factor - 1);
    const double clothed = std::min(share, 1.0);
    c.bare_share = 1 - clothed;
    // The clothed body as a cylinder with inner radius r1 and outer radius r2; y is its share of the height.
    const double y = clo >= 2    ? 1.0
                     : clo > 0.6 ? (person.height - 0.2) / person.height
                     : clo > 0.3 ? 0.5
                                 : 0.1;
    const double length = 2 * pi_d * person.height * y;
    const double r1 = clothed * surface / length;
    const double r2 = (clothed + c.area_factor - 1) * surface / length;
    c.conductance = length * (r2 - r1) / (c.resistance * std::log(r2 / r1) * c.clothed_area * surface);
    return c;
}

PetModel::Exchange PetModel::exchange(const Clothing& c, double wind_speed) {
    Exchange x;
    x.convection = 2.67 + 6.5 * std::pow(std::max(wind_speed, 0.0), 0.67);
    x.clothed_area = c.clothed_area;
    x.bare_share = c.bare_share;
    x.conductance = c.conductance;
    x.evaporation = lewis * x.convection / (1 + 0.92 * x.convection * c.resistance);
    x.diffusion = lewis * woodcock / (1 / (c.area_factor * x.convection) + c.resistance);
    return x;
}

/// W m-2, gain of heat and vapour by breathing.
double PetModel::respiration(double t_air, double vapour_hpa, double heat) {
    const double exhaled = 0.47 * t_air + 21;  // degC
    const double flow = heat * 1.44e-6;        // kg m-2 s-1
    return air_heat_capacity * (t_air - exhaled) * flow +
           0.623 * latent_heat / pressure_hpa * (vapour_hpa - saturation_hpa(exhaled)) * flow;
}

/// Core temperature that passes `heat` [W m-2] on to skin at `t_skin`: K(Tc, Ts) (Tc - Ts) = heat grows
/// with Tc, so exactly one of the three regimes of blood flow holds.
double PetModel::core_temperature(double t_skin, double heat) {
    const double narrowing = 1 / (1 + constriction * std::max(skin_set - t_skin, 0.0));
    const double k_set = core_conductance(blood_flow_set * narrowing);
    const double at_rest = t_skin + heat / k_set;
    if (at_rest <= core_set) return at_rest;
    const double at_most = t_skin + heat / core_conductance(blood_flow_max);
    if ((blood_flow_set + dilation * std::max(at_most - core_set, 0.0)) * narrowing >= blood_flow_max)
        return at_most;
    // (k_set + a u) (u + m) = heat with u = Tc - core_set, m = core_set - Ts
    const double a = blood_heat_capacity / 3600 * dilation * narrowing;
    const double m = core_set - t_skin, b = a * m + k_set, c = k_set * m - heat;
    const double d = std::sqrt(std::max(b * b - 4 * a * c, 0.0));
    return core_set + (b > 0 ? -2 * c / (b + d) : (d - b) / (2 * a));
}

/// Clothing's outer temperature at which it gives off what skin conducts to it: Newton on a function
/// that falls and is concave, so that steps end from above.
double PetModel::clothing_temperature(double t_skin, double t_air, double t_radiant, const Exchange& x) {
    const double c = x.convection * x.clothed_area;
    const double r = radiating_share * x.clothed_area * clothing_emissivity * sigma;
    const double in = r * fourth_power(t_radiant) + c * t_air + x.conductance * t_skin;
    const double linear = c + x.conductance;
    const double start = r * 4 * 300.0 * 300.0 * 300.0;
    double t = (c * t_air + x.conductance * t_skin + start * t_radiant) / (linear + start);
    for (int n = 0; n < 20; ++n) {
        const double k = t + 273.15, cube = r * k * k * k;
        const double step = (in - cube * k - linear * t) / (4 * cube + linear);
        t += step;
        if (std::fabs(step) < 1e-9) break;
    }
    return t;
}

/// W m-2. Sweat wets the share w = sweat / (what wet skin can give off) of the skin, the rest lets vapour
/// diffuse: E = w wet + (1 - w) dry = (1 - dry / wet) sweat + dry, where dry / wet does not depend on
/// vapour pressures. From w = 1 on the skin is wet and sweat drips; against a higher vapour pressure
/// nothing evaporates and water condenses at the rate of diffusion.
double PetModel::evaporated(const Body& body, double vapour_hpa, const Exchange& x, Evaporation evaporation) {
    const double t_body = skin_mass_share * body.skin + (1 - skin_mass_share) * body.core;
    const double sweat = std::clamp(sweat_per_kelvin * (t_body - body_set), 0.0, sweat_max);  // g m-2 h-1
    const double difference = saturation_hpa(body.skin) - vapour_hpa;
    const double wet = x.evaporation * difference, dry = x.diffusion * difference;
    const double by_sweat = (1 - x.diffusion / x.evaporation) * latent_heat * 1e-3 / 3600 * sweat + dry;
    const double by_wet_skin = std::max(wet, dry);
    switch (evaporation) {
        case Evaporation::by_sweat:
            return by_sweat;
        case Evaporation::by_wet_skin:
            return by_wet_skin;
        default:
            return std::min(by_sweat, by_wet_skin);
    }
}

/// W m-2, gain by radiation and convection.
double PetModel::dry_exchange(const Body& body, double t_air, double t_radiant, const Exchange& x) {
    const double radiation =
        radiating_share * sigma *
        (x.bare_share * skin_emissivity * (fourth_power(t_radiant) - fourth_power(body.skin)) +
         x.clothed_area * clothing_emissivity * (fourth_power(t_radiant) - fourth_power(body.clothing)));
    const double convection =
        x.convection * (x.bare_share * (t_air - body.skin) + x.clothed_area * (t_air - body.clothing));
    return radiation + convection;
}

PetModel::Body PetModel::body(const Climate& climate, Evaporation evaporation) const {
    const double t_air = climate.air_temperature - 273.15;
    const double t_radiant = climate.mean_radiant_temperature - 273.15;
    const double vapour = climate.vapour_pressure * 0.01;
    const Exchange x = exchange(clothing_actual_, climate.wind_speed);
    const double heat = heat_actual_ + respiration(t_air, vapour, heat_actual_);
    const auto at_skin = [&](double t_skin) {
        return Body{core_temperature(t_skin, heat), t_skin,
                    clothing_temperature(t_skin, t_air, t_radiant, x)};
    };
    const auto gain = [&](double t_skin) {
        const Body b = at_skin(t_skin);
        return heat + dry_exchange(b, t_air, t_radiant, x) - evaporated(b, vapour, x, evaporation);
    };
    double low = 28, high = 40, at_low = gain(low), at_high = gain(high);
    if (at_low < 0) high = low, at_high = at_low, low = -80, at_low = gain(low);
    if (at_high > 0) low = high, at_low = at_high, high = 150, at_high = gain(high);
    return at_skin(root(gain, low, at_low, high, at_high, 1e-7));
}

/// Air temperature [degC] of the reference room that closes the balance of `body`; its clothing keeps the
/// temperature of the real climate, as in MEMI.
double PetModel::reference_air(const Body& body, Evaporation evaporation) const {
    if (std::isnan(body.skin)) return body.skin;
    const double lost = evaporated(body, reference_vapour, exchange_reference_, evaporation);
    const auto gain = [&](double t) {
        return heat_reference_ + respiration(t, reference_vapour, heat_reference_) +
               dry_exchange(body, t, t, exchange_reference_) - lost;
    };
    const double low = -100, high = 150;
    return root(gain, low, gain(low), high, gain(high), 1e-6);
}

double PetModel::pet(const Climate& climate) const {
    return reference_air(body(climate, Evaporation::lesser), Evaporation::lesser);
}

PetModel::Branches PetModel::branches(const Climate& climate) const {
    const Body sweating = body(climate, Evaporation::by_sweat);
    const Body wet = body(climate, Evaporation::by_wet_skin);
    return {reference_air(sweating, Evaporation::by_sweat), reference_air(sweating, Evaporation::by_wet_skin),
            reference_air(wet, Evaporation::by_sweat), reference_air(wet, Evaporation::by_wet_skin)};
}

}  // namespace luwte
