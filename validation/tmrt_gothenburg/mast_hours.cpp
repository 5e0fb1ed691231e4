// SPDX-License-Identifier: Apache-2.0
#include "validation/tmrt_gothenburg/mast_hours.hpp"

#include "inputs/materials/materials.hpp"
#include "models/fill.hpp"
#include "models/heat/heat_model.hpp"
#include "models/national/national_method.hpp"
#include "models/radiation/radiation_model.hpp"
#include "models/shading/shade_model.hpp"

#include <algorithm>
#include <set>

namespace luwte::gothenburg {
namespace {

constexpr int steps_per_part = 4;  // of a part's 10 minutes: 2.5 minutes each
constexpr double low_sun = 8 * degree_d;
constexpr int spin_up_days = 2;  // as a study's default: here the day itself, there are no others

/// Gothenburg, normals 1961-1990 (SMHI): 7.7 degC over the year, -0.9 in January, 17.0 in July; second hand.
constexpr YearlyTemperature gothenburg_year{280.9, 9.0, 205};

Field2D<float> plane(const CityModel& city, const char* name, const char* unit) {
    return {city.backend(), city.terrain_height.shape(), name, unit};
}

/// The program's models on one site, as Simulation joins them.
struct Street {
    CityModel city;
    ShadeModel shade;
    WallFacets walls;
    ShadeModel::SkyView at_surface, at_body;
    ShadeModel::WallSky at_walls;
    NationalMethod national;
    HeatModel heat;
    RadiationModel radiation;
    Field2D<float> beam, wall_beam, crown_beam, mean_at_surface, mean_at_body, mean_at_walls, mean_at_crowns;
    Field2D<float> air, wind;
    idx mast_j, mast_i;

    Street(const Site& site, const CityLayers& layers)
        : city(Backend::cpu(), layers),
          shade(city, {}),
          walls(city),
          at_surface(shade.sky_view(72, 18, 0.0f)),
          at_body(shade.sky_view(72, 18, RadiationModel::body_height)),
          at_walls(shade.wall_sky(walls)),
          national(city, at_surface.cosine),
          heat(walls, at_surface, at_walls, {default_materials(), gothenburg_year}),
          radiation(city, at_body, default_materials(), {RadiationModel::body_height, true, site.yaw_rad}),
          beam(plane(city, "beam", "1")),
          wall_beam(city.backend(), walls.shape(), "wall_beam", "1"),
          crown_beam(plane(city, "crown_beam", "1")),
          mean_at_surface(plane(city, "beam_at_surface", "1")),
          mean_at_body(plane(city, "beam_at_body", "1")),
          mean_at_walls(city.backend(), walls.shape(), "beam_at_walls", "1"),
          mean_at_crowns(plane(city, "beam_at_crowns", "1")),
          air(plane(city, "air_temperature", "K")),
          wind(plane(city, "wind_speed", "m s-1")),
          mast_j(layers.grid.ny - 1 - site.mast_row),
          mast_i(site.mast_column) {}

    std::size_t cell(int dj, int di) const {
        return std::size_t(mast_j + dj) * std::size_t(city.grid.nx) + std::size_t(mast_i + di);
    }
};

/// Index of a cell among the 3 x 3 around the mast, south-west first.
std::size_t place(int dj, int di) { return std::size_t(dj + 1) * 3 + std::size_t(di + 1); }

/// What those nine cells get.
struct Around {
    std::array<std::array<double, 5>, 9> direct{};  // W m-2, hour's mean on the box, see beam_on_box()
    double lit = 0, sunny_steps = 0;                // of the mast's cell
};

void add_mean(Field2D<float>& sum, const Field2D<float>& term) {
    for (std::size_t n = 0; n < sum.size(); ++n) sum.host()[n] += term.host()[n] / float(steps_per_part);
}

/// Sun on the boxes and, averaged over each part, on the model's planes.
Around beams_of_hour(Street& s, const Forcing& forcing, double yaw) {
    Around out;
    const double step_s = (forcing.end_s - forcing.begin_s) / double(forcing.parts.size() * steps_per_part);
    for (int part = 0; part < int(forcing.parts.size()); ++part) {
        fill(s.mean_at_surface, 0.0f);
        fill(s.mean_at_body, 0.0f);
        fill(s.mean_at_walls, 0.0f);
        fill(s.mean_at_crowns, 0.0f);
        for (int n = 0; n < steps_per_part; ++n) {
            const SunPosition sun = sun_position(forcing.begin_s + step_s * (part * steps_per_part + n + 0.5),
                                                 s.city.grid.latitude_rad, s.city.grid.longitude_rad);
            if (sun.altitude_rad <= 0) continue;
            s.shade.beam_transmissivity(sun, 0.0f, s.beam, &s.crown_beam);
            add_mean(s.mean_at_surface, s.beam);
            s.shade.beam_transmissivity(sun, RadiationModel::body_height, s.beam);
            add_mean(s.mean_at_body, s.beam);
            s.shade.wall_beam(sun, s.walls, s.wall_beam);
            add_mean(s.mean_at_walls, s.wall_beam);
            add_mean(s.mean_at_crowns, s.crown_beam);
            out.lit += s.beam.host()[s.cell(0, 0)];
            out.sunny_steps += 1;
            const std::array<double, 5> box = beam_on_box(sun, yaw);
            const double normal = forcing.parts[std::size_t(part)].direct_normal /
                                  double(forcing.parts.size() * steps_per_part);
            for (int dj = -1; dj <= 1; ++dj)
                for (int di = -1; di <= 1; ++di)
                    for (std::size_t face = 0; face < box.size(); ++face)
                        out.direct[place(dj, di)][face] += s.beam.host()[s.cell(dj, di)] * normal * box[face];
        }
        const bool sun = s.radiation.needs_beam(part);
        if (sun) s.radiation.add_beam(part, s.mean_at_surface, s.mean_at_body);
        s.heat.advance(part,
                       sun ? HeatModel::Beam{&s.mean_at_surface, &s.mean_at_walls,
                                             s.city.has_canopy ? &s.mean_at_crowns : nullptr}
                           : HeatModel::Beam{},
                       s.air, s.wind);
    }
    return out;
}

/// The model's fluxes on the box around a cell, with the sun of the hour's finer steps in place of its own.
Fluxes fluxes_at(const RadiationModel& radiation, std::size_t n, const std::array<double, 5>& direct) {
    const std::size_t plane = radiation.shadow_fraction.size();
    const auto sun = [&](std::size_t f) {
        return direct[f] - double(radiation.direct.host()[f * plane + n]);
    };
    Fluxes out{};
    for (std::size_t f = 0; f < flux_count; ++f) out[f] = double(radiation.fluxes[f].host()[n]);
    out[k_down] += sun(0);
    for (std::size_t side = 0; side < 4; ++side) out[k_side + side] += sun(side + 1);
    return out;
}

/// Fluxes at the mast (first) and 1 m off in eight directions: linear between the centres of cells.
std::array<Fluxes, 9> at_offsets(const std::array<Fluxes, 9>& cells, double cell_size) {
    const double off = 1 / cell_size;  // in cells, at most 1
    std::array<Fluxes, 9> out{};
    std::size_t next = 1;
    for (int dj = -1; dj <= 1; ++dj)
        for (int di = -1; di <= 1; ++di) {
            const std::size_t to = dj == 0 && di == 0 ? 0 : next++;
            const double wj = dj == 0 ? 0 : off, wi = di == 0 ? 0 : off;
            for (std::size_t f = 0; f < flux_count; ++f) {
                const auto at = [&](int j, int i) { return cells[place(j, i)][f]; };
                out[to][f] = (1 - wj) * ((1 - wi) * at(0, 0) + wi * at(0, di)) +
                             wj * ((1 - wi) * at(dj, 0) + wi * at(dj, di));
            }
        }
    return out;
}

/// Surfaces and bodies take an hour.
Around run_hour(Street& s, const Forcing& forcing, float mean_air, double yaw) {
    fill(s.air, forcing.air_temperature);
    s.national.wind_speed(forcing, s.wind);
    s.heat.begin(forcing, mean_air);
    s.radiation.begin(forcing);
    return beams_of_hour(s, forcing, yaw);
}

/// What the models say of the hour that was run.
void read_hour(Street& s, const Forcing& forcing, const Around& sun, MastHour& hour) {
    s.radiation.finish(s.heat.climate(s.radiation.normal()));

    std::array<Fluxes, 9> cells{};
    for (int dj = -1; dj <= 1; ++dj)
        for (int di = -1; di <= 1; ++di) {
            const std::size_t n = place(dj, di);
            cells[n] = fluxes_at(s.radiation, s.cell(dj, di), sun.direct[n]);
        }
    hour.modelled = at_offsets(cells, s.city.grid.cell_size);
    hour.standing_celsius =
        double(s.radiation.mean_radiant_temperature.host()[s.cell(0, 0)]) - double(zero_celsius);
    hour.air_celsius = double(forcing.air_temperature) - double(zero_celsius);
    hour.sky_view = double(s.at_body.cosine.host()[s.cell(0, 0)]);
    hour.sky_longwave = double(forcing.longwave_down);
    hour.black_air = double(black_body(forcing.air_temperature));
    hour.lit = sun.sunny_steps > 0 ? sun.lit / sun.sunny_steps : 0;
}

HourClass class_of(const MastHour& hour, const Grid& grid) {
    static const std::set<int> cloudy = {8, 11, 12, 13, 14, 15, 16, 17, 18};
    const MeasuredHour& m = hour.measured;
    HourClass c;
    c.low_sun = sun_position(m.end_s - 1800, grid.latitude_rad, grid.longitude_rad).altitude_rad < low_sun;
    c.partial_sun = hour.lit > 0.02 && hour.lit < 0.98;
    c.other_cloud = m.date == "20060801" && cloudy.contains(m.hour);
    c.off_raster = m.date == "20051011" && m.hour == 8;
    return c;
}

/// Spin-up by the day itself, then the day; hours that are measured go to `out`.
void run_day(Street& s, const Site& site, const WeatherSeries& met, const std::vector<MeasuredHour>& day,
             std::vector<MastHour>& out) {
    struct Hour {
        double end_s;
        Forcing forcing{};
        std::string refused;
    };
    std::vector<Hour> hours;
    double mean_air = 0;
    int accepted = 0;
    const double midnight_s = day.front().end_s - 3600.0 * day.front().hour;
    for (int h = 1; h <= 24; ++h) {
        Hour hour{midnight_s + 3600.0 * h, {}, {}};
        try {
            hour.forcing = forcing_of_hour(met, hour.end_s, s.city.grid);
            mean_air += double(hour.forcing.air_temperature);
            ++accepted;
        } catch (const InputError& error) {
            hour.refused = error.what();
        }
        hours.push_back(hour);
    }
    mean_air /= accepted;
    const auto first = std::ranges::find_if(hours, [](const Hour& h) { return h.refused.empty(); });
    s.heat.start(first->forcing);
    s.heat.settle();
    for (int before = spin_up_days; before >= 0; --before)
        for (const Hour& hour : hours) {
            Around sun;
            if (hour.refused.empty()) sun = run_hour(s, hour.forcing, float(mean_air), site.yaw_rad);
            const auto row = std::ranges::find_if(
                day, [&](const MeasuredHour& m) { return std::abs(m.end_s - hour.end_s) < 1; });
            if (before > 0 || row == day.end()) continue;
            MastHour result;
            if (hour.refused.empty()) read_hour(s, hour.forcing, sun, result);
            result.measured = *row;
            result.refused = hour.refused;
            result.is = class_of(result, s.city.grid);
            out.push_back(std::move(result));
        }
}

}  // namespace

MastRuns run_mast_hours(const std::filesystem::path& shared) {
    const auto measured = read_measured(shared / "validation/tmrt-gothenburg/measured.csv");
    MastRuns out;
    for (const Site& site : sites()) {
        std::vector<std::filesystem::path> files;
        for (const std::string& name : site.met_files) files.push_back(shared / site.folder / name);
        const WeatherSeries met = read_met(files);
        Street street(site, read_city(site, shared));
        for (const auto& [shift_h, hours] :
             {std::pair(0, &out.paired), std::pair(-1, &out.early), std::pair(1, &out.late)}) {
            WeatherSeries shifted = met;
            for (WeatherHour& hour : shifted.hours) hour.end_s += 3600.0 * shift_h;
            for (std::size_t n = 0; n < measured.size();) {
                std::vector<MeasuredHour> day;
                for (; n < measured.size() && (day.empty() || measured[n].date == day.front().date); ++n)
                    if (measured[n].site == site.name) day.push_back(measured[n]);
                if (!day.empty()) run_day(street, site, shifted, day, *hours);
            }
        }
    }
    return out;
}

double MastHour::celsius_of_shortwave() const {
    Fluxes mixed = modelled[0];
    std::copy(measured.flux.begin() + l_down, measured.flux.end(), mixed.begin() + l_down);
    return mean_radiant_celsius(mixed);
}

ShiftedError error_of_shift(const std::vector<MastHour>& paired, const std::vector<MastHour>& shifted) {
    ShiftedError sum;
    for (std::size_t n = 0; n < paired.size(); ++n) {
        if (!shifted[n].refused.empty()) continue;
        const double measured = paired[n].measured_celsius();
        sum.as_paired += std::pow(paired[n].modelled_celsius() - measured, 2);
        sum.rmse += std::pow(shifted[n].modelled_celsius() - measured, 2);
        sum.as_paired_of_shortwave += std::pow(paired[n].celsius_of_shortwave() - measured, 2);
        sum.rmse_of_shortwave += std::pow(shifted[n].celsius_of_shortwave() - measured, 2);
        ++sum.hours;
    }
    const auto root = [&](double total) { return std::sqrt(total / sum.hours); };
    return {root(sum.rmse), root(sum.as_paired), root(sum.rmse_of_shortwave),
            root(sum.as_paired_of_shortwave), sum.hours};
}

}  // namespace luwte::gothenburg
