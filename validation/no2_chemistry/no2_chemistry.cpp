// SPDX-License-Identifier: Apache-2.0
#include "kernels/dispersion/nitrogen_dioxide.hpp"
#include "models/dispersion/nitrogen_dioxide.hpp"
#include "validation/picture.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace luwte {
namespace {

/// What an hour has everywhere alike.
struct Hour {
    double temperature, global_horizontal;    ///< K, W m-2
    double background_no2, background_ozone;  ///< ug m-3
};
struct Air {
    double nox, direct;  ///< ug m-3 as NO2, of roads
    Hour hour;
};

/// NO2 after each age [s], ug m-3.
std::vector<double> no2_after(const std::vector<double>& ages, const Air& air) {
    const auto plane = [&](const auto& value) {
        Field2D<float> f(Backend::cpu(), {1, 1, idx(ages.size())}, "plane", "ug m-3");
        for (std::size_t n = 0; n < ages.size(); ++n) f.host()[n] = float(value(ages[n]));
        return f;
    };
    Field2D<float> no2 = plane([](double) { return 0; });
    nitrogen_dioxide({plane([&](double) { return air.nox; }), plane([&](double) { return air.direct; }),
                      plane([&](double age) { return air.nox * age; })},
                     {air.hour.temperature, air.hour.global_horizontal,
                      plane([&](double) { return air.hour.background_no2; }),
                      plane([&](double) { return air.hour.background_ozone; })},
                     no2);
    return {no2.host().begin(), no2.host().end()};
}

/// The three reactions of an hour, in double precision and from the papers' numbers alone.
struct Balance {
    double k, j, no2, ozone, no;  ///< m3 ug-1 s-1, s-1, ug m-3 as NO2

    explicit Balance(const Hour& hour) {
        constexpr double avogadro = 6.02214076e23, mole_of_no2 = 46.0055, mole_of_ozone = 47.9982;
        k = 3.0e-12 * std::exp(-1500 / hour.temperature) * 1e-6 * avogadro / (mole_of_no2 * 1e6);
        const double g = hour.global_horizontal;
        j = g > 0 ? 0.8e-3 * std::exp(-10 / g) + 7.4e-6 * g : 0;
        no2 = hour.background_no2, ozone = hour.background_ozone * mole_of_no2 / mole_of_ozone;
        no = j * no2 / (k * ozone);
    }
    /// Where the balance comes to rest, followed in time.
    double at_rest(const Air& air, double age) const {
        const double n = no2 + air.direct, o = n + ozone, all = no2 + no + air.nox;
        double now = n;
        const double step = 0.1 / (k * (all + o) + j + 1 / age);
        for (int i = 0; i < 2000; ++i)
            now += step * (k * (all - now) * (o - now) - j * now + (n - now) / age);
        return now;
    }
};

}  // namespace

std::vector<ValidationRow> validate_no2_chemistry(const ValidationContext& context) {
    double kept = 0, rest = 0, stationary = 0;
    const std::vector<double> ages = {0.1, 3, 10, 30, 100, 300, 1000};
    for (const double temperature : {263.0, 283.0, 303.0})
        for (const double global : {0.0, 30.0, 300.0, 900.0})
            for (const double ozone : {5.0, 50.0, 150.0})
                for (const double background : {2.0, 20.0, 60.0}) {
                    const Hour hour{temperature, global, background, ozone};
                    const Balance balance(hour);
                    // Next to nothing: with nothing no age is known.
                    for (const double no2 : no2_after(ages, {1e-6, 0, hour}))
                        kept = std::max(kept, std::abs(no2 / background - 1));
                    for (const double nox : {3.0, 40.0, 500.0}) {
                        const Air air{nox, 0.15 * nox, hour};
                        const std::vector<double> no2 = no2_after(ages, air);
                        for (std::size_t n = 0; n < ages.size(); ++n)
                            rest = std::max(rest, std::abs(no2[n] / balance.at_rest(air, ages[n]) - 1));
                        if (global == 0) continue;
                        const double last = no2_after({1e9}, air).front();
                        const double no = background + balance.no + nox - last,
                                     o3 = background + air.direct + balance.ozone - last;
                        stationary =
                            std::max(stationary, std::abs(balance.k * no * o3 / (balance.j * last) - 1));
                    }
                }

    std::vector<Panel> panels;
    for (const auto& [name, global] :
         {std::pair{"at noon in summer (800 W m-2)", 800.0}, {"at night", 0.0}}) {
        Panel panel{"NO2 " + std::string(name), "s since emission", "ug m-3", {}};
        std::vector<double> axis;
        for (double age = 0; age <= 300; age += 3) axis.push_back(age);
        for (const double nox : {20.0, 60.0, 200.0}) {
            panel.curves.push_back({fmt::format("NOx {:.0f}", nox), {}});
            const std::vector<double> no2 = no2_after(axis, {nox, 0.15 * nox, {290, global, 15, 55}});
            for (std::size_t n = 0; n < axis.size(); ++n)
                panel.curves.back().points.push_back({axis[n], no2[n]});
        }
        panels.push_back(std::move(panel));
    }
    draw_panels(context, "no2_chemistry",
                "NOx of roads in ug m-3, 15 percent of it emitted as NO2; background 15 ug m-3 of NO2 and 55 "
                "of ozone, 290 K",
                panels);

    const auto row = [](const char* metric, double value, double bound) {
        return ValidationRow{"no2_chemistry", metric, value, "1", fmt::format("<= {:g}", bound),
                             value <= bound,  "",     ""};
    };
    return {row("background_max_relative_error", kept, 1e-5), row("rest_max_relative_error", rest, 1e-4),
            row("photostationary_max_relative_residual", stationary, 1e-3)};
}

}  // namespace luwte
