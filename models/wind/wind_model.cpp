// SPDX-License-Identifier: Apache-2.0
#include "models/wind/wind_model.hpp"

#include "kernels/core/reduce.hpp"
#include "kernels/wind/coarse_start.hpp"
#include "kernels/wind/screening.hpp"
#include "kernels/wind/temperature.hpp"
#include "kernels/wind/turbulence.hpp"
#include "models/launches.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace luwte {

namespace {

using wind::Side;
constexpr double degree = 3.14159265358979323846 / 180;

Field2D<float> row(const Backend& backend, const std::vector<float>& values, const char* name,
                   const char* unit) {
    Field2D<float> f(Backend::cpu(), {1, 1, idx(values.size())}, name, unit);
    std::ranges::copy(values, f.host().begin());
    return f.copy_to(backend);
}

/// wind::Spans in planes, of points at `at` whose faces above stand at `faces`.
std::vector<float> spans_between(const std::vector<double>& at, const std::vector<double>& faces) {
    const auto n = std::ptrdiff_t(at.size());
    const auto gap = [&](std::ptrdiff_t k) {
        return k < 0 || k + 1 >= n ? 1.0 : at[std::size_t(k + 1)] - at[std::size_t(k)];
    };
    std::vector<float> planes(std::size_t(n * wind::Spans::numbers));
    for (std::ptrdiff_t k = 0; k < n; ++k) {
        const double up = faces[std::size_t(k)] - at[std::size_t(k)];
        const double down = k > 0 ? at[std::size_t(k)] - faces[std::size_t(k - 1)] : up;
        const double plus = gap(k), minus = gap(k - 1), above = gap(k + 1), below = gap(k - 2);
        const double over_up = plus - up, over_down = minus - down;
        const double numbers[] = {1 / plus,          1 / minus,        up / minus,  up / plus,
                                  over_up / above,   over_up / plus,   down / plus, down / minus,
                                  over_down / below, over_down / minus};
        for (std::ptrdiff_t m = 0; m < wind::Spans::numbers; ++m)
            planes[std::size_t(m * n + k)] = float(numbers[m]);
    }
    return planes;
}

wind::Extents extents_of(const WindDomain& d) {
    const Shape s = d.solid.shape();
    const auto check = [](const char* name, Shape is, Shape expected) {
        if (is == expected) return;
        const auto text = [](const Shape& of) {
            return std::to_string(of.nz) + " x " + std::to_string(of.ny) + " x " + std::to_string(of.nx);
        };
        throw RuntimeError(std::string("wind domain: ") + name + " is " + text(is) + ", expected " +
                           text(expected) + " (levels, rows, columns)");
    };
    check("roughness", d.roughness.shape(), {1, s.ny, s.nx});
    check("solid", s, {idx(d.thickness.size()), s.ny, s.nx});
    if (!d.leaf_area.empty()) check("leaf_area", d.leaf_area.shape(), s);
    if (!d.heat_flux.empty()) check("heat_flux", d.heat_flux.shape(), {1, s.ny, s.nx});
    return {d.solid.shape().nx, d.solid.shape().ny, d.solid.shape().nz};
}

}  // namespace

std::vector<double> WindDomain::heights() const {
    std::vector<double> middles;
    double floor = 0;
    for (const double dz : thickness) middles.push_back(floor + 0.5 * dz), floor += dz;
    return middles;
}

Layers::Layers(const std::vector<double>& levels) {
    thickness.push_back(float(levels.front()));
    for (const double dz : levels) thickness.push_back(float(dz));
    thickness.push_back(float(levels.back()));
    for (std::size_t n = 0; n + 1 < thickness.size(); ++n)
        spacing.push_back(0.5f * (thickness[n] + thickness[n + 1]));
    spacing.push_back(thickness.back());
}

OpenCells::OpenCells(const Backend& backend, const WindDomain& domain, const wind::Extents& extents) {
    const auto of_shape = [&](Shape shape) {
        return Field3D<std::uint8_t>(backend, shape, "open share", "1");
    };
    const Shape inside = domain.solid.shape(),
                all{extents.layers(), extents.columns_y(), extents.columns_x()};
    WindDomain::Open open;
    if (domain.open.empty()) {
        for (auto* f : {&open.volume, &open.east, &open.north, &open.top}) *f = of_shape(inside);
        const Field3D<std::uint8_t> solid = domain.solid.copy_to(backend);
        on_cells(backend, "wind: whole cells", whole(open.volume.view()),
                 wind::WholeShares{solid.cview(), open.volume.view(), open.east.view(), open.north.view(),
                                   open.top.view()});
    } else {
        open = {domain.open.volume.copy_to(backend), domain.open.east.copy_to(backend),
                domain.open.north.copy_to(backend), domain.open.top.copy_to(backend)};
    }
    volume = of_shape(all), east = of_shape(all), north = of_shape(all), top = of_shape(all);
    on_cells(
        backend, "wind: open shares", whole(volume.view()),
        wind::SharesAmongGhosts{open.volume.cview(), open.east.cview(), open.north.cview(), open.top.cview(),
                                extents, volume.view(), east.view(), north.view(), top.view()});
}

WindModel::WindModel(const Backend& backend, const WindDomain& domain, const Parameters& parameters)
    : backend_(backend),
      parameters_(parameters),
      extents_(extents_of(domain)),
      dx_(domain.cell_size),
      roughness_(domain.roughness.copy_to(backend)),
      side_roughness_(float(domain.side_roughness)),
      open_(backend, domain, extents_),
      solver_(backend, extents_) {
    const auto& [thickness, spacing] = Layers(domain.thickness);
    // Heights from the floor of the layer below the ground, which is as thick as the lowest.
    std::vector<double> middles, tops, middles_above;
    double top = 0;
    for (const float dz : thickness)
        middles.push_back(top + 0.5 * double(dz)), tops.push_back(top += double(dz));
    middles_above.assign(middles.begin() + 1, middles.end());
    middles_above.push_back(top + 0.5 * double(thickness.back()));
    centres_ = row(backend, spans_between(middles, tops), "distances of centres", "m");
    tops_ = row(backend, spans_between(tops, middles_above), "distances of tops", "m");
    thickness_ = row(backend, thickness, "thickness of layers", "m");
    spacing_ = row(backend, spacing, "spacing of layers", "m");

    const Shape all{extents_.layers(), extents_.columns_y(), extents_.columns_x()};
    const Shape plane{1, all.ny, all.nx};
    cell_ = Field3D<std::uint8_t>(backend, all, "kind of cell", "1");
    friction_ = Field2D<float>(backend, plane, "friction on tops", "1");
    mean_ = Field2D<float>(backend, plane, "mean scale on tops", "m-1");
    centre_ = Field2D<float>(backend, plane, "scale on tops", "m-1");
    const auto volume = [&](Field3D<float>& f, const char* name, const char* unit) {
        f = Field3D<float>(backend, all, name, unit);
    };
    first_ = Field2D<float>(backend, plane, "first level of cut columns", "1");
    std::vector<float> roof_friction, roof_mean, roof_centre;
    for (const float dz : thickness) {
        const auto wall = wind::RoughWall::over(dz, side_roughness_, parameters.turbulence.kappa);
        roof_friction.push_back(wall.friction), roof_mean.push_back(wall.mean),
            roof_centre.push_back(wall.centre);
    }
    roof_friction_ = row(backend, roof_friction, "friction on roofs", "1");
    roof_mean_ = row(backend, roof_mean, "mean scale on roofs", "m-1");
    roof_centre_ = row(backend, roof_centre, "scale on roofs", "m-1");
    volume(u_, "x_wind", "m s-1"), volume(u_next_, "x_wind", "m s-1");
    volume(v_, "y_wind", "m s-1"), volume(v_next_, "y_wind", "m s-1");
    volume(w_, "upward_air_velocity", "m s-1"), volume(w_next_, "upward_air_velocity", "m s-1");
    volume(pressure_, "pressure over density", "m2 s-2"),
        volume(correction_, "correction of pressure", "m2 s-2");
    volume(k_, "turbulent kinetic energy", "m2 s-2"), volume(k_next_, "turbulent kinetic energy", "m2 s-2");
    volume(epsilon_, "dissipation", "m2 s-3"), volume(epsilon_next_, "dissipation", "m2 s-3");
    volume(viscosity_, "eddy viscosity", "m2 s-1"), volume(viscosity_next_, "eddy viscosity", "m2 s-1");
    if (!domain.heat_flux.empty()) {
        heat_flux_ = domain.heat_flux.copy_to(backend);
        volume(temperature_, "potential temperature above the reference's", "K");
    }
    if (domain.leaf_area.empty()) {
        no_leaves_ = row(backend, std::vector<float>(std::size_t(all.nx)), "no leaves", "m-1");
        return;
    }
    volume(leaf_drag_, "drag of leaves", "m-1");
    const Field3D<float> leaf_area = domain.leaf_area.copy_to(backend);
    on_output(backend, "wind: leaves",
              wind::DragOfLeaves{leaf_area.view(), extents_, parameters.leaves.c_d, leaf_drag_.view()});
}

View3D<const float> WindModel::leaf_drag() const {
    if (!leaf_drag_.empty()) return leaf_drag_.view();
    return {no_leaves_.view().p, extents_.columns_x(), extents_.columns_y(), extents_.layers(), 0, 0};
}

wind::Levels WindModel::levels() const {
    return {float(dx_),        float(1 / dx_), thickness_.view().p, spacing_.view().p,
            centres_.view().p, tops_.view().p, extents_.layers()};
}

wind::Flow WindModel::flow() const {
    return {u_.view(),       v_.view(),         w_.view(),   pressure_.view(), k_.view(),
            epsilon_.view(), viscosity_.view(), leaf_drag(), open_.views()};
}

wind::Buoyancy WindModel::buoyancy() const {
    return {temperature_.view(), heat_flux_.view(), inflow_temperature_.view().p, per_prandtl_.view().p,
            k_gain_.view().p,    k_loss_.view().p,  parameters_.buoyancy};
}

void WindModel::start(const WindProfile& profile, double from_deg, const WindFlow* coarse) {
    const auto with_ground = [&](const std::vector<float>& values, const char* name, const char* unit) {
        std::vector<float> all{values.front()};
        all.insert(all.end(), values.begin(), values.end());
        return row(backend_, all, name, unit);
    };
    const Field2D<float> speed = with_ground(profile.speed, "speed", "m s-1");
    const Field2D<float> kinetic = with_ground(profile.k, "k", "m2 s-2");
    const Field2D<float> loss = with_ground(profile.epsilon, "epsilon", "m2 s-3");
    if (is_buoyant()) {
        if (profile.temperature.size() != profile.speed.size())
            throw RuntimeError("wind: the domain has a heat flux, but the inflow has no temperature");
        inflow_temperature_ = with_ground(profile.temperature, "temperature", "K");
        per_prandtl_ = with_ground(profile.per_prandtl, "one over the Prandtl number", "1");
        k_gain_ = with_ground(profile.k_gain, "gain of k", "m2 s-3");
        k_loss_ = with_ground(profile.k_loss, "loss of k", "s-1");
        on_output(backend_, "wind: first temperature",
                  wind::FirstTemperature{inflow_temperature_.view().p, temperature_.view()});
    }
    is_stable_ = is_buoyant() && profile.heat_flux < 0;
    top_speed_ = *std::ranges::max_element(profile.speed);
    from_deg_ = from_deg;
    const double x = -std::sin(from_deg * degree), y = -std::cos(from_deg * degree);
    // Below half a degree the wind blows along a side, not through it.
    const auto side = [](double inward) {
        return std::abs(inward) < 0.0087 ? Side::slip : (inward > 0 ? Side::given : Side::outlet);
    };
    sides_ = {side(x), side(-x), side(y), side(-y)};

    on_cells(backend_, "wind: cells", whole(cell_.view()),
             wind::MarkCells{open_.views(), extents_, sides_, cell_.view()});
    on_cells(backend_, "wind: walls", Box2{0, extents_.columns_y(), 0, extents_.columns_x()},
             wind::WallsOfColumns{cell_.cview(), roughness_.view(), extents_, levels(),
                                  parameters_.turbulence.kappa, open_.volume.cview(), friction_.view(),
                                  mean_.view(), centre_.view(), first_.view()});
    const wind::Profile inflow{speed.view().p, kinetic.view().p, loss.view().p,
                               sides_.west == Side::slip ? 0.0f : float(x),
                               sides_.south == Side::slip ? 0.0f : float(y)};
    const auto guess = [&](Field3D<float>& u, Field3D<float>& v, Field3D<float>& w, Field3D<float>& k,
                           Field3D<float>& e, Field3D<float>& nu) {
        on_cells(backend_, "wind: first guess", whole(u.view()),
                 wind::FirstGuess{inflow, cell_.cview(), open_.views(), extents_, sides_,
                                  parameters_.turbulence.c_mu, u.view(), v.view(), w.view(), pressure_.view(),
                                  k.view(), e.view(), nu.view()});
    };
    guess(u_, v_, w_, k_, epsilon_, viscosity_);
    guess(u_next_, v_next_, w_next_, k_next_, epsilon_next_, viscosity_next_);
    on_cells(backend_, "wind: zero", whole(correction_.view()),
             wind::SetAll<float>{0.0f, correction_.view()});
    iterations_ = 0;
    if (coarse == nullptr) return;
    const WindFlow& c = *coarse;
    on_cells(backend_, "wind: first guess from wider columns", extents_.with_first_faces(),
             wind::FromCoarse{{c.u.cview(), c.v.cview(), c.w.cview(), c.pressure.cview(), c.k.cview(),
                               c.epsilon.cview(), c.viscosity.cview()},
                              cell_.cview(),
                              {u_.view(), v_.view(), w_.view(), pressure_.view(), k_.view(), epsilon_.view(),
                               viscosity_.view()}});
    if (is_buoyant())
        on_cells(backend_, "wind: temperature from wider columns", extents_.inside(),
                 wind::TemperatureFromCoarse{c.k.cview(), c.temperature.cview(), cell_.cview(),
                                             temperature_.view()});
    fill_outer_ghosts();
    fill_temperature_ghosts();
}

template <class F>
void WindModel::at_open_sides(const F& fill) const {
    const auto at = [&](Side side, bool along_x, bool upper) {
        if (side != Side::given)
            fill(along_x, upper,
                 Box2{0, extents_.nz + 1, 0, along_x ? extents_.columns_y() : extents_.columns_x()});
    };
    at(sides_.west, true, false), at(sides_.east, true, true);
    at(sides_.south, false, false), at(sides_.north, false, true);
}

void WindModel::fill_temperature_ghosts() {
    if (!is_buoyant()) return;
    at_open_sides([&](bool along_x, bool upper, Box2 box) {
        const idx n = (along_x ? extents_.nx : extents_.ny) + wind::ghosts, g = wind::ghosts;
        on_cells(backend_, "wind: temperature of ghosts", box,
                 wind::TemperatureToGhosts{along_x, upper ? n - 1 : g, upper ? n : g - 1,
                                           upper ? n + 1 : g - 2, temperature_.view()});
    });
}

void WindModel::fill_outer_ghosts() {
    const idx g = wind::ghosts, nx = extents_.nx, ny = extents_.ny;
    at_open_sides([&](bool along_x, bool upper, Box2 box) {
        const idx n = along_x ? nx : ny;
        wind::CopyToGhosts copy{along_x,
                                upper ? n + g - 1 : g,
                                upper ? n + g : g - 1,
                                upper ? n + g + 1 : g - 2,
                                upper ? n + g - 1 : g - 1,
                                upper ? n + g : g - 2,
                                upper ? n + g + 1 : g - 2,
                                along_x ? u_.view() : v_.view(),
                                along_x ? v_.view() : u_.view(),
                                w_.view(),
                                k_.view(),
                                epsilon_.view(),
                                viscosity_.view()};
        on_cells(backend_, "wind: ghosts", box, copy);
    });
}

void WindModel::step_temperature(const wind::Relaxation& relaxation) {
    // What stands in viscosity_next_ is not needed before it is made anew; its ghost cells are.
    on_cells(
        backend_, "wind: temperature", extents_.inside(),
        wind::Temperature{flow(), cell_.cview(), levels(), buoyancy(), relaxation, viscosity_next_.view()});
    on_cells(backend_, "wind: keep temperature", extents_.inside(),
             wind::CopyCells{viscosity_next_.cview(), temperature_.view()});
    fill_temperature_ghosts();
}

void WindModel::step() {
    const Box3 inside = extents_.inside();
    const Box3 faces = extents_.with_first_faces();
    const double share = is_stable_ ? parameters_.stable_relaxation : parameters_.relaxation;
    const wind::Relaxation relaxation{float(1 / share), float(0.01 * double(top_speed_) / dx_)};
    const auto side = wind::RoughWall::over(float(dx_), side_roughness_, parameters_.turbulence.kappa);
    const wind::WallFriction friction{friction_.view(), side.friction, first_.view(),
                                      roof_friction_.view().p};

    const auto c = solver_.conductances();
    const auto momentum = [&]<int Axis>(Field3D<float>& next, const View3D<float>& conductance) {
        Box3 box = inside;
        if (Axis == 0) box.i0 = faces.i0;
        if (Axis == 1) box.j0 = faces.j0;
        if (Axis == 2) box.k1 -= 1;
        const wind::Momentum<Axis> neutral{flow(),     cell_.cview(), levels(),   friction,
                                           relaxation, next.view(),   conductance};
        if constexpr (Axis == 2)
            if (is_buoyant()) {
                const wind::BuoyantMomentum with_heat{flow(),     cell_.cview(), levels(),    friction,
                                                      relaxation, next.view(),   conductance, buoyancy()};
                return on_cells(backend_, "wind: momentum", box, with_heat);
            }
        on_cells(backend_, "wind: momentum", box, neutral);
    };
    momentum.template operator()<0>(u_next_, c.east);
    momentum.template operator()<1>(v_next_, c.north);
    momentum.template operator()<2>(w_next_, c.top);
    u_.swap(u_next_), v_.swap(v_next_), w_.swap(w_next_);

    solver_.prepare();
    // What stands in viscosity_next_ is not needed before it is made anew.
    Field3D<float>& lacking = viscosity_next_;
    on_cells(backend_, "wind: outflow", inside,
             wind::Outflow{u_.view(), v_.view(), w_.view(), cell_.cview(), open_.views(), levels(), -1.0f,
                           lacking.view()});
    solver_.solve(lacking, correction_, parameters_.pressure_tolerance, parameters_.pressure_iterations);
    on_cells(backend_, "wind: correct", Box3{1, faces.k1, faces.j0, faces.j1, faces.i0, faces.i1},
             wind::Correct{{c.east, c.north, c.top},
                           correction_.cview(),
                           open_.views(),
                           levels(),
                           u_.view(),
                           v_.view(),
                           w_.view(),
                           pressure_.view()});
    const auto turbulence = [&]<bool Buoyant>(const wind::Buoyancy& heat) {
        on_cells(backend_, "wind: turbulence", inside,
                 wind::Turbulence<Buoyant>{flow(),
                                           cell_.cview(),
                                           levels(),
                                           parameters_.turbulence,
                                           parameters_.leaves,
                                           friction,
                                           {mean_.view(), centre_.view(), side.mean, side.centre,
                                            roof_mean_.view().p, roof_centre_.view().p},
                                           relaxation,
                                           k_next_.view(),
                                           epsilon_next_.view(),
                                           viscosity_next_.view(),
                                           heat});
    };
    if (is_buoyant())
        turbulence.template operator()<true>(buoyancy());
    else
        turbulence.template operator()<false>({});
    k_.swap(k_next_), epsilon_.swap(epsilon_next_), viscosity_.swap(viscosity_next_);
    fill_outer_ghosts();
    if (is_buoyant()) step_temperature(relaxation);
    ++iterations_;
}

void WindModel::project() {
    const auto c = solver_.conductances();
    const Box3 faces = extents_.with_first_faces(), inside = extents_.inside();
    on_cells(backend_, "wind: conductances of the projection", faces,
             wind::ProjectionConductances{cell_.cview(), open_.views(), levels(), c});
    solver_.prepare();
    Field3D<float>& lacking = viscosity_next_;
    on_cells(backend_, "wind: outflow", inside,
             wind::Outflow{u_.view(), v_.view(), w_.view(), cell_.cview(), open_.views(), levels(), -1.0f,
                           lacking.view()});
    solver_.solve(lacking, correction_, 1e-5, 60);
    on_cells(backend_, "wind: correct", Box3{1, faces.k1, faces.j0, faces.j1, faces.i0, faces.i1},
             wind::Correct{{c.east, c.north, c.top},
                           correction_.cview(),
                           open_.views(),
                           levels(),
                           u_.view(),
                           v_.view(),
                           w_.view(),
                           pressure_.view()});
    fill_outer_ghosts();
}

void WindModel::iterate(int count) {
    for (int n = 0; n < count; ++n) step();
    if (count < 1) return;
    // The velocities before the last iteration still stand in the other buffers.
    double sum = 0;
    const Box3 inside = extents_.inside();
    const auto add = [&](const Field3D<float>& now, const Field3D<float>& before) {
        sum += dot(backend_, inside, now.view(), now.view()) -
               2 * dot(backend_, inside, now.view(), before.view()) +
               dot(backend_, inside, before.view(), before.view());
    };
    add(u_, u_next_), add(v_, v_next_), add(w_, w_next_);
    last_change_ = std::sqrt(std::max(sum, 0.0) / double(extents_.cells())) / double(top_speed_);
}

double WindModel::largest_imbalance() const {
    Field3D<float> net(backend_, u_.shape(), "net outflow", "m3 s-1");
    on_cells(backend_, "wind: outflow", extents_.inside(),
             wind::Outflow{u_.view(), v_.view(), w_.view(), cell_.view(), open_.views(), levels(), 1.0f,
                           net.view()});
    return double(max_abs(backend_, extents_.inside(), net.cview())) / (dx_ * dx_ * double(top_speed_));
}

}  // namespace luwte
