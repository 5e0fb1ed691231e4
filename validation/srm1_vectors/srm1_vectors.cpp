// SPDX-License-Identifier: Apache-2.0
#include "models/srm1/srm1_model.hpp"
#include "models/traffic/road_emission.hpp"
#include "validation/picture.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace luwte {
namespace {

/// Of methods-nl 2.2: 10,000 vehicles a day of 0.3 g/km NOx, 10 m from the axis, tree factor 1.25, 3.5 m/s.
constexpr double nox_of_type[] = {8.3612, 12.7168, 11.6865, 6.8812};  // ug m-3
constexpr double theta_of_type_1 = 0.2175;
/// Of type 1 with a fifth emitted as NO2 and 45 ug m-3 of ozone; ug m-3.
constexpr double no2_of_type_1 = 3.3650;

Field2D<float> plane(std::size_t n, double value) {
    Field2D<float> field(Backend::cpu(), {1, 1, idx(n)}, "values", "1");
    std::ranges::fill(field.host(), float(value));
    return field;
}

/// Receptors at `distances` m from one street, along which `type` stands.
Field2D<float> nox_at(int type, const std::vector<double>& distances, double trees, double wind) {
    RoadSegment road;
    road.id = "street";
    road.speed_class = SpeedClass::town;
    road.vehicles.fill({0, 0});
    road.vehicles[std::size_t(VehicleClass::light)] = {10000, 0};
    road.line = {{-1000, 0}, {1000, 0}};
    EmissionFactors factors;
    factors.of(Substance::nox, SpeedClass::town, VehicleClass::light) = 0.3;
    std::vector<Receptor> receptors;
    for (const double d : distances) receptors.push_back({"r", {0, d}, {{0, type, trees}}});
    const Substance nox[] = {Substance::nox};
    const Backend cpu = Backend::cpu();
    return Srm1Model(cpu, {&road, 1}, receptors)
        .contribution(road_emission(cpu, {&road, 1}, nox, factors), plane(distances.size(), wind));
}

}  // namespace

std::vector<ValidationRow> validate_srm1_vectors(const ValidationContext& context) {
    double nox = 0;
    for (int type = 1; type <= 4; ++type)
        nox =
            std::max(nox, std::abs(double(nox_at(type, {10}, 1.25, 3.5).host()[0]) - nox_of_type[type - 1]));
    const Field2D<float> streets = nox_at(1, {10}, 1.25, 3.5);
    const Field2D<float> direct = plane(1, 0.2 * double(streets.host()[0])), none = plane(1, 0);
    const Field2D<float> made = srm1::no2_by_ozone({streets, direct}, {none, none}, plane(1, 45));
    const double no2 = std::abs(double(direct.host()[0] + made.host()[0]) - no2_of_type_1);
    // theta = C / (0.62 E Fb 5 / u)
    const double emission = 1e4 * 0.3 * 1000 / 86400;
    const double theta =
        std::abs(double(streets.host()[0]) / (0.62 * emission * 1.25 * 5 / 3.5) - theta_of_type_1);

    Panel panel{"NOx by distance and what stands along the street", "m from the axis", "ug m-3", {}};
    std::vector<double> distances;
    for (double d = 0; d <= 70; d += 0.5) distances.push_back(d);
    for (int type = 1; type <= 4; ++type) {
        constexpr const char* names[] = {"wide canyon", "narrow canyon", "one side", "other"};
        panel.curves.push_back({names[type - 1], {}});
        const Field2D<float> at = nox_at(type, distances, 1.25, 3.5);
        for (std::size_t n = 0; n < distances.size(); ++n)
            panel.curves.back().points.push_back({distances[n], double(at.host()[n])});
    }
    draw_panels(context, "srm1_vectors", "10,000 vehicles a day of 0.3 g/km, tree factor 1.25, 3.5 m/s",
                {panel});

    const auto row = [](const char* metric, double value, const char* unit, double bound) {
        return ValidationRow{"srm1_vectors", metric, value, unit, fmt::format("<= {:g}", bound),
                             value <= bound, "",     ""};
    };
    return {row("nox_max_abs_error", nox, "ug m-3", 1e-4), row("theta_abs_error", theta, "s m-2", 1e-6),
            row("no2_abs_error", no2, "ug m-3", 1e-4)};
}

}  // namespace luwte
