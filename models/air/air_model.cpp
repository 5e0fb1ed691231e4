// SPDX-License-Identifier: Apache-2.0
#include "models/air/air_model.hpp"

#include "kernels/heat/turbulent_exchange.hpp"
#include "models/air/air_steps.hpp"
#include "models/fill.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace luwte {
namespace {

constexpr double part_seconds = 600;
constexpr double lowest_forcing_level = 40;             // m; 2.5 mean building heights where that is more
constexpr double least_depth = 2 * air::screen_height;  // m, of the air between buildings
/// Shortest Obukhov length of stable air over a town: residential, Hanna &
/// Chang (1992), Boundary-Layer Meteorology 58, 229 (read second hand, to be
/// verified); over ground of which a tenth or more is built.
constexpr double urban_length = 25, built_up = 0.1;  // m, 1
constexpr double least_air_share = 0.25;             // 1, of the canopy that is not building
/// (6) Mixing height: 80 m at night and at most 1000 m by day, the values of
/// the Urban Weather Generator (Bueno et al. 2013,
/// doi:10.1080/19401493.2012.718797; read second hand, to be verified). By day
/// it grows by encroachment with entrainment 0.2 (Tennekes 1973; Driedonks
/// 1982, Cabauw) into air of 3.3 K/km (ISO 2533).
constexpr double night_height = 80, day_height = convective_layer_depth;  // m
constexpr double entrainment = 0.2;                                       // 1
constexpr double gradient_aloft = 0.0033;                                 // K m-1

air::BlockAxis blocks_along(idx cells, double cell_size, double block_size) {
    return {cells, std::max<idx>(1, idx(std::lround(cells * cell_size / block_size)))};
}

Field2D<float> plane(const WallFacets& walls, const char* name, const char* unit) {
    const CityModel& city = walls.city;
    return Field2D<float>(city.backend(), city.terrain_height.shape(), name, unit);
}

}  // namespace

AirModel::AirModel(const WallFacets& walls, const Parameters& parameters)
    : heat_of_tops(plane(walls, "sensible heat of tops", "W m-2")),
      latent_of_tops(plane(walls, "latent heat of tops", "W m-2")),
      heat_of_walls(walls.city.backend(), walls.shape(), "sensible heat of walls", "W m-2"),
      walls_(walls),
      parameters_(parameters),
      rows_(blocks_along(walls.city.grid.ny, walls.city.grid.cell_size, parameters.block_size)),
      columns_(blocks_along(walls.city.grid.nx, walls.city.grid.cell_size, parameters.block_size)) {
    const Backend& backend = walls.city.backend();
    const Shape blocks{1, rows_.blocks, columns_.blocks};
    block_heat = {backend, blocks, "heat of blocks", "W m-2"};
    block_warmer = {backend, blocks, "air of blocks over the air above", "K"};
    block_mean_ = {backend, blocks, "air of blocks, mean", "K"};
    block_latent = {backend, blocks, "latent heat of blocks", "W m-2"};
    block_moister = {backend, blocks, "vapour of blocks over that of the air above", "K"};
    block_moist_mean_ = {backend, blocks, "vapour of blocks, mean", "K"};
    strips_ = {backend, {1, rows_.blocks, columns_.cells}, "heat of strips", "W m-2"};

    // Heights of buildings, once: the sum of all and the share of columns, in
    // double on the host.
    const Field2D<float> heights = walls.city.building_height.copy_to(Backend::cpu());
    double built = 0;
    for (const float h : heights.host()) height_ += double(h), built += h > 0 ? 1 : 0;
    height_ = built > 0 ? height_ / built : 0;
    plan_area_ = built / double(heights.size());
    forcing_level_ = std::max(lowest_forcing_level, 2.5 * height_);
    canopy_depth_ = std::max(least_depth, height_);
    air_share_ = std::max(1 - plan_area_, least_air_share);
    start();
}

void AirModel::start() {
    area_ = {};
    area_.mixing_height = night_height;
    slab_heat_ = slab_vapour_ = mean_warmer_ = mean_moister_ = 0;
    moister_ = 0;
    next_part_ = 0;
    fill(block_warmer, 0.0f);
    fill(block_moister, 0.0f);
}

void AirModel::carry(State& state) {
    state(block_warmer), state(block_moister);
    state(area_), state(slab_heat_), state(slab_vapour_), state(mean_warmer_), state(mean_moister_);
    state(moister_);
}

double AirModel::frontal_area(double x, double y) const {
    const std::array<idx, facings> count = walls_.count_by_facing();
    double facets = 0;
    for (int q = 0; q < facings; ++q)
        facets += double(count[std::size_t(q)]) *
                  std::max(-(x * double(facing_di(q)) + y * double(facing_dj(q))), 0.0);
    return facets / double(heat_of_tops.size());
}

void AirModel::turn_to(const Forcing& forcing) {
    const Grid& grid = walls_.city.grid;
    const double from = double(forcing.wind_from_direction) - grid.convergence_rad;
    towards_x_ = -std::sin(from), towards_y_ = -std::cos(from);
    // In blocks per metre: blocks are not quite square.
    const double x = towards_x_ * columns_.blocks / (columns_.cells * grid.cell_size);
    const double y = towards_y_ * rows_.blocks / (rows_.cells * grid.cell_size);
    along_y_ = std::abs(y) >= std::abs(x);
    const double along = along_y_ ? y : x, across = along_y_ ? x : y;
    const idx steps = along_y_ ? rows_.blocks : columns_.blocks,
              cells = along_y_ ? columns_.blocks : rows_.blocks;
    const double slope = std::clamp(across / along, -1.0, 1.0) * 4294967295.0;  // below 2^32
    lattice_ = Lattice::over(steps, cells, along > 0 ? 1 : -1, std::int64_t(std::llround(slope)), 1 - steps);
    steps_per_metre_ = std::abs(along);
}

void AirModel::begin_part(const Forcing& forcing, int part, HeatIntoAir of_grass,
                          Field2D<float>& temperature) {
    if (part != next_part_) throw std::logic_error("AirModel::begin_part: parts out of order");
    part_count_ = forcing.part_count;
    const Forcing::Part& p = forcing.parts[std::size_t(part)];
    station_ = forcing.air_temperature, station_vapour_ = forcing.vapour_pressure;
    const double air = double(station_ + p.air_temperature_offset);
    const double coriolis = 2 * 7.2921e-5 * std::abs(std::sin(walls_.city.grid.latitude_rad));  // s-1
    const bool sun = p.sun.altitude_rad > 0;
    area_.per_kelvin =
        double(forcing.pressure) / (double(gas_constant_of_air) * air) * double(specific_heat_of_air);
    pascals_ = double(specific_heat_of_air) * double(forcing.pressure) /
               (double(vapour_mass_ratio) * double(latent_heat_of_vaporisation(float(air))));
    const double from_grass = double(of_grass.sensible) / area_.per_kelvin;  // K m s-1
    const double from_city = area_.heat / area_.per_kelvin;
    grass_latent_ = of_grass.latent;
    const double moister = (area_.latent - double(grass_latent_)) / area_.per_kelvin;

    // (1) to (3): from the screen over grass to the forcing level.
    const double gust = sun ? 1.2 * double(convective_velocity(float(from_grass), float(air))) : 0;
    const double wind =
        std::sqrt(double(forcing.wind_speed) * double(forcing.wind_speed) + gust * gust + 0.01);
    const air::SurfaceLayer land =
        air::surface_layer(wind, air::wind_height, air::grass_roughness, from_grass, air,
                           forcing_level_ / air::most_stable, coriolis);
    area_.lift = -from_grass * land.resistance(air::screen_height, forcing_level_);
    area_.wind = wind * land.wind_profile(forcing_level_) / land.wind_profile(air::wind_height);

    // (6): the slab, with the heat of the part before.
    if (sun) {
        const double grown =
            2 * (1 + 2 * entrainment) * std::max(from_city, 0.0) * part_seconds / gradient_aloft;
        area_.mixing_height =
            std::min(std::sqrt(area_.mixing_height * area_.mixing_height + grown), double(day_height));
    } else {
        const double below = night_height / area_.mixing_height;  // what is above stays above
        slab_heat_ *= below, slab_vapour_ *= below;
        area_.mixing_height = night_height;
    }
    const double renewed = 1 + part_seconds * area_.wind / parameters_.fetch;
    slab_heat_ = (slab_heat_ + part_seconds * (from_city - from_grass)) / renewed;
    slab_vapour_ = (slab_vapour_ + part_seconds * moister) / renewed;
    area_.slab = slab_heat_ / area_.mixing_height, area_.moist_slab = slab_vapour_ / area_.mixing_height;

    // (4), (5): down to the canopy.
    turn_to(forcing);
    const air::Roughness city = air::roughness_of(plan_area_, frontal_area(towards_x_, towards_y_), height_);
    const double level = forcing_level_ - city.displacement;
    const air::SurfaceLayer above = air::surface_layer(
        area_.wind, level, city.length, from_city, air,
        std::max(level / air::most_stable, plan_area_ < built_up ? 0 : urban_length), coriolis);
    area_.friction_velocity = above.friction_velocity, area_.per_length = above.stability;
    area_.exchange = 1 / above.resistance(city.canopy_level, level);
    area_.canopy_wind = city.canopy_wind * above.friction_velocity;

    if (part == 0) increment_ = {};
    increment_.lift += area_.lift / part_count_, increment_.slab += area_.slab / part_count_;
    street_air(block_warmer, double(station_) + area_.lift + area_.slab, temperature);
    moister_ = vapour(area_.moist_slab + mean_moister_);
}

float AirModel::vapour(double kelvin) const {
    return std::max(float(pascals_ * kelvin), -0.9f * station_vapour_);
}

AirModel::Rates AirModel::rates() const {
    const double volume = canopy_depth_ * air_share_;  // m
    return {float(area_.per_kelvin * volume / part_seconds), float(area_.per_kelvin * area_.exchange),
            float(area_.per_kelvin * volume * area_.canopy_wind * steps_per_metre_), float(mean_warmer_),
            float(mean_moister_)};
}

void AirModel::end_part() {
    const CityModel& city = walls_.city;
    const Backend& backend = city.backend();
    const air::HeatOfTops tops{heat_of_tops.cview(), walls_.city.slope.cview(), rows_, strips_.view()};
    const air::AddHeatOfWalls walls{walls_.first.cview(),
                                    walls_.around_along_y.cview(),
                                    heat_of_walls.cview(),
                                    walls_.normal.cview(),
                                    rows_,
                                    walls_.count(),
                                    strips_.view()};
    const air::HeatOfBlocks blocks{strips_.cview(), rows_, columns_, block_heat.view()};
    const air::HeatOfTops latent{latent_of_tops.cview(), walls_.city.slope.cview(), rows_, strips_.view()};
    const air::HeatOfBlocks moist_blocks{strips_.cview(), rows_, columns_, block_latent.view()};
    const Rates rate = rates();
    const double each = double(city.grid.ny) * city.grid.nx / (double(rows_.blocks) * columns_.blocks);
    const auto balance = [&](const Field2D<float>& given, Field2D<float>& over, Field2D<float>& mean,
                             double added, float inflow, double above) -> air::BlockAir {
        return {given.cview(),
                over.view(),
                mean.view(),
                rows_,
                columns_,
                along_y_,
                float(added),
                rate.storage,
                rate.up,
                rate.along,
                inflow,
                float(each),
                float(above),
                1.0f / float(part_count_),
                next_part_ == 0 ? 0.0f : 1.0f};
    };
    const air::BlockAir heat = balance(block_heat, block_warmer, block_mean_, parameters_.anthropogenic_heat,
                                       rate.inflow, area_.lift + area_.slab);
    const air::BlockAir moist = balance(block_latent, block_moister, block_moist_mean_,
                                        -double(grass_latent_), rate.moist_inflow, area_.moist_slab);
    dispatch(backend, [&](auto tag) {
        using Tag = decltype(tag);
        air_steps::heat_of_blocks<Tag>(backend, tops, walls, blocks);
        air_steps::block_air<Tag>(backend, lattice_, heat);
        air_steps::latent_heat_of_blocks<Tag>(backend, latent, moist_blocks);
        air_steps::block_air<Tag>(backend, lattice_, moist);
    });
    // A few hundred blocks: what the area as a whole gives, for the next part.
    area_.heat = area_mean(block_heat) + parameters_.anthropogenic_heat;
    area_.latent = area_mean(block_latent);
    mean_warmer_ = area_mean(block_warmer);
    mean_moister_ = area_mean(block_moister);
    next_part_ = (next_part_ + 1) % part_count_;
}

double AirModel::area_mean(const Field2D<float>& blocks) const {
    const Field2D<float> on_host = blocks.copy_to(Backend::cpu());
    double sum = 0;
    for (idx b = 0; b < rows_.blocks; ++b)
        for (idx c = 0; c < columns_.blocks; ++c)
            sum += double(rows_.begin(b + 1) - rows_.begin(b)) *
                   double(columns_.begin(c + 1) - columns_.begin(c)) * double(on_host.view()(b, c));
    return sum / double(heat_of_tops.size());
}

void AirModel::finish_step(Field2D<float>& temperature) {
    if (next_part_ != 0) throw std::logic_error("AirModel::finish_step: the step has parts to come");
    street_air(block_mean_, double(station_), temperature);
    increment_.blocks = area_mean(block_mean_) - increment_.lift - increment_.slab;
    moister_ = vapour(area_mean(block_moist_mean_));
}

void AirModel::street_air(const Field2D<float>& blocks, double added, Field2D<float>& out) {
    const CityModel& city = walls_.city;
    const air::AirOfStrips along_x{blocks.cview(), float(columns_.blocks) / float(columns_.cells),
                                   strips_.view()};
    const air::AirOfColumns along_y{strips_.cview(), float(rows_.blocks) / float(rows_.cells), float(added),
                                    out.view()};
    dispatch(city.backend(),
             [&](auto tag) { air_steps::air_of_columns<decltype(tag)>(city.backend(), along_x, along_y); });
}

}  // namespace luwte
