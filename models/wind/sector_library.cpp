// SPDX-License-Identifier: Apache-2.0
#include "models/wind/sector_library.hpp"

#include "kernels/core/reduce.hpp"
#include "models/air/surface_layer.hpp"
#include "models/launches.hpp"
#include "models/wind/sum.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numbers>

namespace luwte {

namespace {

constexpr double inflow_speed = 5;        ///< m s-1 at the reference height; all ratios are independent of it
constexpr double most_over_inflow = 20;   ///< 1, further no flow is one
constexpr double least_kept_height = 20;  ///< m

Field2D<float> floors_on(const Backend& backend, const std::vector<double>& thickness) {
    Field2D<float> f(Backend::cpu(), {1, 1, idx(thickness.size()) + 1}, "floors of levels", "m");
    double floor = 0;
    f.host()[0] = 0;
    for (std::size_t n = 0; n < thickness.size(); ++n) f.host()[n + 1] = float(floor += thickness[n]);
    return f.copy_to(backend);
}

/// The largest of a field without its sign, NaN above all: its place, and how many are above a limit.
struct Largest {
    idx k = 0, j = 0, i = 0;
    float value = 0;
    double above = 0;
};
/// Of every row of a volume.
struct Rows {
    Field2D<float> largest, above;
    Field2D<std::int32_t> at;
    Rows(const Backend& backend, View3D<const float> in, float limit)
        : largest(backend, {1, in.nz, in.ny}, "largest", "1"),
          above(backend, {1, in.nz, in.ny}, "above", "1"),
          at(backend, {1, in.nz, in.ny}, "at", "1") {
        on_cells(backend, "wind: largest of rows", Box2{0, in.nz, 0, in.ny},
                 wind::RowExtremes{in, limit, largest.view(), above.view(), at.view()});
    }
    /// One level whose rows are these.
    View3D<const float> as_level() const {
        const auto v = largest.cview();
        return {v.p, v.nx, v.ny, 1, v.sy, v.sy * v.ny};
    }
};
Largest largest(const Backend& backend, const Field3D<float>& field,
                float limit = std::numeric_limits<float>::infinity()) {
    const Rows rows(backend, field.cview(), limit);
    const Rows levels(backend, rows.as_level(), limit), all(backend, levels.as_level(), limit);
    const Backend cpu = Backend::cpu();
    Largest out;
    out.value = all.largest.copy_to(cpu).host()[0];
    out.k = all.at.copy_to(cpu).host()[0];
    out.j = levels.at.copy_to(cpu).view()(0, out.k);
    out.i = rows.at.copy_to(cpu).view()(out.k, out.j);
    out.above = sum(rows.above);
    return out;
}

/// What blows in over this land, `speed` at the reference height above its displacement height.
WindProfile profile_over(const Inflow& land, std::span<const double> heights, double speed,
                         const WindLayout& layout, const SectorSolve& solve) {
    if (!layout.inflow_table.empty())
        return table_profile(heights, layout.inflow_table, speed, wind_reference_height, land.roughness,
                             solve.model.turbulence);
    return monin_obukhov(heights, speed, wind_reference_height, land.roughness, land.displacement,
                         solve.per_length, solve.model.turbulence, solve.model.buoyancy);
}

/// Mean speed of the inflow at the reference height over the speed of its mean wind there.
float mean_speed_of_reference(const Inflow& land, const WindLayout& layout, const SectorSolve& solve) {
    const double height[] = {wind_reference_height};
    return wind::mean_speed(1, profile_over({land.roughness, 0}, height, 1, layout, solve).k[0]);
}

/// What is needed of a domain to look at its flow.
class Look {
  public:
    Look(const CityModel& city, const WindLayout& layout, const WindLayout::Margins& margins,
         const Inflow& land, idx levels, const SectorSolve& solve)
        : backend_(city.backend()),
          per_mean_speed_(1 / mean_speed_of_reference(land, layout, solve)),
          margins_(margins),
          shape_{levels, layout.grid.ny, layout.grid.nx} {
        const WindDomain area = wind_domain(city, layout);
        solid_ = area.solid.copy_to(backend_), roughness_ = area.roughness.copy_to(backend_);
        floors_ = floors_on(backend_, layout.thickness);
        const auto field = [&](Field3D<float>& f, const char* name) { f = {backend_, shape_, name, "1"}; };
        field(x_, "x_wind"), field(y_, "y_wind"), field(up_, "upward_air_velocity");
        field(speed_, "wind_speed"), field(k_, "turbulent_kinetic_energy");
        field(epsilon_, "dissipation"), field(pressure_, "pressure");
        ground_ = {backend_, {1, shape_.ny, shape_.nx}, "ratio at pedestrian height", "1"};
        before_ = {backend_, {1, shape_.ny, shape_.nx}, "ratio before", "1"};
        open_ = 0;
    }

    void at(const WindModel& model, double height) {
        on_cells(
            backend_, "wind: ratios", Box3{0, shape_.nz, 0, shape_.ny, 0, shape_.nx},
            wind::RatiosOfCell{model.u().cview(), model.v().cview(), model.w().cview(), model.k().cview(),
                               model.epsilon().cview(), model.pressure().cview(), model.cells().cview(),
                               model.flow().open, margins_.south + wind::ghosts, margins_.west + wind::ghosts,
                               float(1 / inflow_speed), per_mean_speed_, x_.view(), y_.view(), up_.view(),
                               speed_.view(), k_.view(), epsilon_.view(), pressure_.view()});
        ground_.swap(before_);
        on_output(backend_, "wind: ratio over ground",
                  wind::RatioAboveTop{speed_.cview(),
                                      solid_.cview(),
                                      roughness_.cview(),
                                      {},  // of roofs, which are not asked for
                                      {floors_.view().p, shape_.nz},
                                      float(height),
                                      false,
                                      ground_.view()});
    }
    /// Root mean square change of the ratio over open ground since the look before.
    double drift() const {
        const auto cube = [](const Field2D<float>& f) {
            const auto v = f.cview();
            return View3D<const float>{v.p, v.nx, v.ny, 1, v.sy, v.sy * v.ny};
        };
        const Box3 all{0, 1, 0, shape_.ny, 0, shape_.nx};
        const auto now = cube(ground_), then = cube(before_);
        const double sum =
            dot(backend_, all, now, now) - 2 * dot(backend_, all, now, then) + dot(backend_, all, then, then);
        return std::sqrt(std::max(sum, 0.0) / std::max(open_columns(), 1.0));
    }
    /// Of the ratios, with the count of those above most_speed_ratio.
    Largest fastest() const { return largest(backend_, speed_, float(most_speed_ratio)); }
    SectorFields fields() const {
        const Backend cpu = Backend::cpu();
        SectorFields f;
        f.x = x_.copy_to(cpu), f.y = y_.copy_to(cpu), f.up = up_.copy_to(cpu);
        f.speed = speed_.copy_to(cpu), f.k = k_.copy_to(cpu);
        f.epsilon = epsilon_.copy_to(cpu), f.pressure = pressure_.copy_to(cpu);
        return f;
    }

  private:
    double open_columns() const {
        if (open_ > 0) return open_;
        Field2D<float> value(backend_, ground_.shape(), "ratio", "1"),
            known(backend_, ground_.shape(), "known", "1");
        on_output(backend_, "wind: open columns",
                  wind::KnownRatios{ground_.cview(), value.view(), known.view()});
        return open_ = sum(known);
    }

    Backend backend_;
    float per_mean_speed_;
    WindLayout::Margins margins_;
    Shape shape_;
    Field3D<std::uint8_t> solid_;
    Field2D<float> roughness_, floors_;
    Field3D<float> x_, y_, up_, speed_, k_, epsilon_, pressure_;
    Field2D<float> ground_, before_;
    mutable double open_;
};

[[noreturn]] void run_away(const WindModel& model, const WindLayout& layout,
                           const WindLayout::Margins& margins, double from_deg, double highest) {
    Largest worst;
    const char* part = "";
    for (const auto& [field, name] :
         {std::pair{&model.u(), "eastward"}, {&model.v(), "northward"}, {&model.w(), "upward"}}) {
        const Largest p = largest(field->backend(), *field);
        if (!(std::abs(p.value) <= std::abs(worst.value)) && !std::isnan(worst.value)) worst = p, part = name;
    }
    const double d = layout.grid.cell_size;
    double floor = 0;
    for (idx k = 1; k < worst.k && k <= idx(layout.thickness.size()); ++k)
        floor += layout.thickness[std::size_t(k - 1)];
    char text[500];
    std::snprintf(
        text, sizeof text,
        "the wind from %.0f degrees runs away in iteration %d: its %s speed at (%.1f, %.1f), %.1f m "
        "above ground, is %g m/s where the inflow has at most %.1f m/s\n"
        "  hint: another wind.cell_size_m may help; please report the study",
        from_deg, model.iterations(), part,
        layout.grid.x0 + (worst.i - wind::ghosts - margins.west + 0.5) * d,
        layout.grid.y0 + (worst.j - wind::ghosts - margins.south + 0.5) * d, floor, double(worst.value),
        highest);
    throw WindRunaway(text);
}

/// Iterations in which wind crosses from the inflow to the far side of the area: it moves one cell in each.
int crossing(const WindLayout& layout, const WindLayout::Margins& m, double grid_deg) {
    const double a = grid_deg * std::numbers::pi / 180, x = -std::sin(a), y = -std::cos(a);
    if (std::abs(x) >= std::abs(y)) return layout.grid.nx + (x > 0 ? m.west : m.east);
    return layout.grid.ny + (y > 0 ? m.south : m.north);
}

}  // namespace

idx kept_levels(const WindLayout& layout) {
    const double height = std::max(least_kept_height, 1.5 * layout.highest);
    double top = 0;
    idx levels = 0;
    while (levels < idx(layout.thickness.size()) && top < height)
        top += layout.thickness[std::size_t(levels++)];
    return levels;
}

bool falls_no_more(std::span<const double> drifts, int looks) {
    const auto last = std::size_t(looks);
    if (drifts.size() <= last) return false;
    return std::ranges::min(drifts.last(last)) > 0.9 * std::ranges::min(drifts.first(drifts.size() - last));
}

SectorFields solve_sector(const CityModel& city, const WindLayout& layout, double from_deg,
                          const SectorSolve& solve,
                          const std::function<void(const SectorReport&)>& after_look) {
    const double grid_deg = layout.on_grid(from_deg);
    const WindLayout::Margins margins = layout.margins(grid_deg);
    const Inflow& land = layout.inflow(from_deg);
    WindDomain domain = wind_domain(city, layout, margins, land.roughness);
    const std::vector<double> heights = layout.profile_heights();
    const WindProfile inflow = profile_over(land, heights, inflow_speed, layout, solve);
    if (solve.per_length != 0) {
        // Ground and roofs give what the land upwind gives.
        domain.heat_flux = {Backend::cpu(), domain.roughness.shape(), "heat flux", "K m s-1"};
        std::ranges::fill(domain.heat_flux.host(), float(inflow.heat_flux));
    }
    const double highest = *std::ranges::max_element(inflow.speed);

    std::optional<WindFlow> guess;
    if (!solve.screening)
        guess = flow_on_wider_columns(city.backend(), domain, solve.model, inflow, grid_deg, solve.coarse);
    const bool guessed = guess.has_value();
    WindModel model(city.backend(), domain, solve.model);
    model.start(inflow, grid_deg, guessed ? &*guess : nullptr);
    guess.reset();
    Look look(city, layout, margins, land, kept_levels(layout), solve);
    look.at(model, solve.pedestrian_height);
    // From the profile the wind has to cross first; from a coarse flow, to look twice.
    const int least = guessed ? 2 * solve.look : crossing(layout, margins, grid_deg),
              most = std::max(solve.most_iterations, least);
    SectorReport report;
    report.inflow = land;
    if (solve.screening) {
        model.project();
        look.at(model, solve.pedestrian_height);
        report.settled = true;
    }
    std::vector<double> drifts;
    while (!report.settled && report.iterations < most && !falls_no_more(drifts, solve.swing_looks)) {
        model.iterate(std::min(solve.look, most - report.iterations));
        for (const Field3D<float>* part : {&model.u(), &model.v(), &model.w()})
            if (const float most = max_abs(city.backend(), model.extents().inside(), part->cview());
                !(most <= most_over_inflow * highest))
                run_away(model, layout, margins, from_deg, highest);
        look.at(model, solve.pedestrian_height);
        report.iterations = model.iterations(), report.last_change = model.last_change();
        report.drift = look.drift();
        report.settled = report.iterations >= least && report.drift <= solve.most_drift;
        if (report.iterations >= least) drifts.push_back(report.drift);
        if (after_look) after_look(report);
    }

    const Largest fast = look.fastest();
    report.fastest = double(fast.value), report.fast_cells = fast.above;
    report.fastest_x = layout.grid.x(fast.i), report.fastest_y = layout.grid.y(fast.j);
    report.fastest_z = heights[std::size_t(fast.k)];
    SectorFields fields = look.fields();
    fields.from_deg = from_deg, fields.report = report;
    if (solve.keep_flow) fields.flow = flow_over_area(model, layout, inflow_speed);
    if (solve.screening) std::ranges::fill(fields.pressure.host(), std::numeric_limits<float>::quiet_NaN());
    return fields;
}

WindLibrary WindLibrary::around(const CityModel& city, const WindLayout& layout) {
    WindDomain area = wind_domain(city, layout);
    WindLibrary library;
    library.grid = layout.grid, library.inflow_table = layout.inflow_table;
    const idx levels = kept_levels(layout);
    library.grid.nz = levels;
    library.thickness.assign(layout.thickness.begin(), layout.thickness.begin() + levels);
    library.solid = {Backend::cpu(), {levels, layout.grid.ny, layout.grid.nx}, "solid_mask", "1"};
    std::copy_n(area.solid.host().begin(), library.solid.size(), library.solid.host().begin());
    library.roughness = std::move(area.roughness);
    return library;
}

void WindLibrary::add(SectorFields fields) {
    sectors.push_back({fields.from_deg, fields.report, std::move(fields.speed)});
}

std::vector<double> WindLibrary::floors() const {
    std::vector<double> at = {0};
    for (const double dz : thickness) at.push_back(at.back() + dz);
    return at;
}

wind::BetweenSectors between_sectors(double from_deg, std::size_t count) {
    const double turn = std::fmod(std::fmod(from_deg, 360) + 360, 360) / 360 * double(count);
    const idx first = std::min(idx(turn), idx(count) - 1);
    return {first, (first + 1) % idx(count), float(turn - first)};
}

wind::BetweenSectors WindLibrary::between(double from_deg) const {
    return between_sectors(from_deg, sectors.size());
}

double WindLibrary::speed_ratio(double x, double y, double z, double from_deg) const {
    const std::vector<double> floor = floors();
    const auto clip = [](double at, idx size) { return std::clamp(at, 0.0, double(size - 1)); };
    const double ii = clip((x - grid.x0) / grid.cell_size - 0.5, grid.nx),
                 jj = clip((y - grid.y0) / grid.cell_size - 0.5, grid.ny);
    const idx i = std::min(idx(ii), std::max(grid.nx - 2, 0)),
              j = std::min(idx(jj), std::max(grid.ny - 2, 0));
    const auto column_j = idx(clip((y - grid.y0) / grid.cell_size, grid.ny)),
               column_i = idx(clip((x - grid.x0) / grid.cell_size, grid.nx));
    idx level = 0;
    while (level + 1 < idx(thickness.size()) && floor[std::size_t(level) + 1] <= z) ++level;
    if (solid.view()(level, column_j, column_i) != 0) return 0;

    const auto middle = [&](idx k) { return 0.5 * (floor[std::size_t(k)] + floor[std::size_t(k) + 1]); };
    idx k = 0;
    while (k + 2 < idx(thickness.size()) && middle(k + 1) <= z) ++k;
    const idx upper = std::min(k + 1, idx(thickness.size()) - 1);
    const double up = upper > k ? std::clamp((z - middle(k)) / (middle(upper) - middle(k)), 0.0, 1.0) : 0;
    const wind::BetweenSectors at = between(from_deg);
    double sum = 0, weights = 0;
    for (const idx kk : {k, upper})
        for (idx b = 0; b < 2; ++b)
            for (idx a = 0; a < 2; ++a) {
                const idx jn = std::min(j + b, grid.ny - 1), in = std::min(i + a, grid.nx - 1);
                if (solid.view()(kk, jn, in) != 0) continue;
                const double weight = (kk == k ? 1 - up : up) * (b == 0 ? 1 - (jj - j) : jj - j) *
                                      (a == 0 ? 1 - (ii - i) : ii - i);
                sum += weight * std::lerp(double(sectors[std::size_t(at.first)].speed.view()(kk, jn, in)),
                                          double(sectors[std::size_t(at.second)].speed.view()(kk, jn, in)),
                                          double(at.share));
                weights += weight;
            }
    if (weights <= 0) return 0;
    double low_law = 1;
    if (z < middle(0)) {
        const double z0 = double(roughness.view()(column_j, column_i));
        low_law = std::log((std::max(z, 0.0) + z0) / z0) / std::log((middle(0) + z0) / z0);
    }
    return low_law * sum / weights;
}

BetweenClasses between_classes(double per_length, std::span<const double> classes) {
    const double at = std::clamp(per_length, classes.front(), classes.back());
    std::size_t n = 0;
    while (n + 2 < classes.size() && at >= classes[n + 1]) ++n;
    const double share = classes.size() > 1 ? (at - classes[n]) / (classes[n + 1] - classes[n]) : 0;
    if (share >= 1) return {n + 1, n + 1, 0};
    if (share <= 0) return {n, n, 0};
    return {n, n + 1, share};
}

double WindLibrary::reference_of(const Sector& sector, double station_speed) const {
    const double roughness = sector.report.inflow.roughness;
    return inflow_table.empty() ? reference_speed(station_speed, roughness, per_length)
                                : reference_speed(station_speed, inflow_table, roughness);
}

double reference_speed(double station_speed, const InflowTable& table, double roughness) {
    const auto grass = [](double z) { return std::log((z + air::grass_roughness) / air::grass_roughness); };
    return station_speed * grass(wind_blending_height) / grass(air::wind_height) *
           table_speed(table, wind_reference_height, roughness) /
           table_speed(table, wind_blending_height, roughness);
}

double reference_speed(double station_speed, double roughness, double per_length) {
    const auto law = [&](double z, double z0) {
        const double neutral = std::log((z + z0) / z0);
        if (per_length == 0) return neutral;
        return neutral - air::psi_momentum((z + z0) * per_length) + air::psi_momentum(z0 * per_length);
    };
    return station_speed * law(wind_blending_height, air::grass_roughness) /
           law(air::wind_height, air::grass_roughness) * law(wind_reference_height, roughness) /
           law(wind_blending_height, roughness);
}

}  // namespace luwte
