// SPDX-License-Identifier: Apache-2.0
#include "models/national/national_method.hpp"

#include "kernels/comfort/national_windows.hpp"

#include <chrono>
#include <cmath>

namespace luwte {

namespace national {
template <class Tag>
void sum_blocks(const Backend&, const BlockSums&);
template <class Tag>
void heat_island(const Backend&, const HeatIslandOfBlock&, const CubicToCells&);
template <class Tag>
void wind(const Backend&, const WindOfBlock&, const CubicToCells&);
template <class Tag>
void pet(const Backend&, const PetOfCell&);
}  // namespace national

namespace {

using national::Window;

/// The side that the wind comes from, snapped to the grid's axes at 45, 135, 225 and 315 degrees.
enum class From { north, east, south, west };

From side(const Forcing& forcing, const Grid& grid) {
    double a = std::fmod(forcing.wind_from_direction - grid.convergence_rad, 2 * pi_d);
    if (a < 0) a += 2 * pi_d;
    return static_cast<From>(int(std::floor(a / (pi_d / 2) + 0.5)) % 4);
}

/// Upwind, downwind and half width [m] turned to where the wind comes from; centred in weak wind.
Window window(const Forcing& forcing, const Grid& grid, float centred, float upwind, float downwind,
              float half) {
    if (forcing.wind_speed < 1.5f) return {-centred, centred, -centred, centred};
    switch (side(forcing, grid)) {
        case From::north:
            return {-half, half, -downwind, upwind};
        case From::east:
            return {-downwind, upwind, -half, half};
        case From::south:
            return {-half, half, -upwind, downwind};
        default:
            return {-upwind, downwind, -half, half};
    }
}

struct UtcDay {
    int day_of_year;
    bool leap_year;
    double hour;
};
UtcDay utc_day(double time_s) {
    using namespace std::chrono;
    const auto day = floor<days>(sys_seconds(seconds(std::int64_t(std::floor(time_s)))));
    const year_month_day date(day);
    const auto first = sys_days(date.year() / January / 1);
    return {int((day - first).count()) + 1, date.year().is_leap(),
            (time_s - double(day.time_since_epoch().count()) * 86400.0) / 3600.0};
}

/// Of blocks: few.
double mean(const Field2D<float>& blocks) {
    const Field2D<float> host = blocks.copy_to(Backend::cpu());
    double sum = 0;
    for (const float value : host.host()) sum += double(value);
    return sum / double(host.size());
}

void copy_green(float* day, float* night) {
    const auto& types = surface_properties();
    for (std::size_t t = 0; t < types.size(); ++t) {
        day[t] = types[t].vegetated_day;
        if (night != nullptr) night[t] = types[t].vegetated_night;
    }
}

}  // namespace

NationalMethod::NationalMethod(const CityModel& city, const Field2D<float>& sky_view_factor)
    : city_(&city), sky_view_factor_(&sky_view_factor) {
    const double cell = city.grid.cell_size;
    const idx square = std::max<idx>(1, idx(std::lround(1.0 / cell)));
    block_cells_ = square * std::max<idx>(1, idx(std::lround(25.0 / (cell * double(square)))));
    block_ = float(block_cells_ * city.grid.cell_size);
    const Backend& backend = city.backend();
    const idx by = (city.grid.ny + block_cells_ - 1) / block_cells_;
    const idx bx = (city.grid.nx + block_cells_ - 1) / block_cells_;
    sums_ = Field3D<float>(backend, {national::block_plane_count, by, bx}, "national_block_sums", "m2");
    of_block_ = Field2D<float>(backend, {1, by, bx}, "national_block_value", "1");
    national::BlockSums kernel{city.building_height.view(),
                               city.canopy_top.view(),
                               sky_view_factor.view(),
                               city.surface_type.view(),
                               {},
                               {},
                               float(city.grid.cell_size),
                               block_cells_,
                               square,
                               sums_.view()};
    copy_green(kernel.green_day, kernel.green_night);
    dispatch(backend, [&](auto tag) { national::sum_blocks<decltype(tag)>(backend, kernel); });
}

bool NationalMethod::defined_on(double time_s) {
    const UtcDay d = utc_day(time_s);
    return !std::isnan(national::diurnal_factor(d.day_of_year, d.leap_year, d.hour));
}

void NationalMethod::air_temperature(const Forcing& forcing, const DailyWeather& day,
                                     Field2D<float>& out) const {
    air_temperature(forcing, day, block_cells_, out);
}

double NationalMethod::mean_air_temperature(const Forcing& forcing, const DailyWeather& day) const {
    Field2D<float> blocks(city_->backend(), of_block_.shape(), "air_temperature", "K");
    air_temperature(forcing, day, 1, blocks);
    return mean(blocks);
}

void NationalMethod::air_temperature(const Forcing& forcing, const DailyWeather& day, idx per_block,
                                     Field2D<float>& out) const {
    const UtcDay d = utc_day(0.5 * (forcing.begin_s + forcing.end_s));
    const float factor = national::diurnal_factor(d.day_of_year, d.leap_year, d.hour);
    if (std::isnan(factor))
        throw RuntimeError(
            "the national method is defined from 1 April to 30 September only\n"
            "  hint: set weather.urban_increment = \"slab\" or \"none\" for days outside that period");
    const Backend& backend = city_->backend();
    const national::HeatIslandOfBlock blocks{
        sums_.cview(),   window(forcing, city_->grid, 350, 1000, 100, 250),
        block_,          forcing.global_horizontal > 0,
        day.global_mean, day.temperature_max - day.temperature_min,
        day.wind_mean,   of_block_.view()};
    const national::CubicToCells cells{of_block_.cview(), per_block, forcing.air_temperature, factor, 0.0f,
                                       out.view()};
    dispatch(backend, [&](auto tag) { national::heat_island<decltype(tag)>(backend, blocks, cells); });
}

void NationalMethod::wind_speed(const Forcing& forcing, Field2D<float>& out) const {
    wind_speed(forcing, block_cells_, out);
}

double NationalMethod::mean_wind_speed(const Forcing& forcing) const {
    Field2D<float> blocks(city_->backend(), of_block_.shape(), "wind_speed", "m s-1");
    wind_speed(forcing, 1, blocks);
    return mean(blocks);
}

void NationalMethod::wind_speed(const Forcing& forcing, idx per_block, Field2D<float>& out) const {
    const Backend& backend = city_->backend();
    const From from = side(forcing, city_->grid);
    const Window around = window(forcing, city_->grid, 87.5f, 210, 70, 70);
    const national::WindOfBlock blocks{
        sums_.cview(),   around, block_, around.area(), from == From::east || from == From::west,
        of_block_.view()};
    const national::CubicToCells cells{of_block_.cview(),    per_block, 0.0f, forcing.wind_speed,
                                       national::wind_floor, out.view()};
    dispatch(backend, [&](auto tag) { national::wind<decltype(tag)>(backend, blocks, cells); });
}

void NationalMethod::pet(const Forcing& forcing, const SunPosition& sun,
                         const Field2D<float>& air_temperature, const Field2D<float>& wind_speed,
                         const Field2D<float>& transmissivity, Field2D<float>& out) const {
    const Backend& backend = city_->backend();
    const float sin_altitude = float(std::sin(sun.altitude_rad));
    national::PetOfCell kernel{
        air_temperature.cview(),
        wind_speed.cview(),
        sky_view_factor_->cview(),
        transmissivity.cview(),
        city_->building_height.cview(),
        city_->canopy_top.cview(),
        city_->surface_type.cview(),
        {},
        forcing.global_horizontal,
        national::diffuse(forcing.global_horizontal, sin_altitude),
        national::wet_bulb(forcing.air_temperature - zero_celsius, 100.0f * forcing.relative_humidity),
        sin_altitude,
        out.view()};
    copy_green(kernel.green_day, nullptr);
    dispatch(backend, [&](auto tag) { national::pet<decltype(tag)>(backend, kernel); });
}

}  // namespace luwte
