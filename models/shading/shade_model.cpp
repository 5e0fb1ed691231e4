// SPDX-License-Identifier: Apache-2.0
#include "models/shading/shade_model.hpp"

#include "kernels/core/constants.hpp"
#include "kernels/core/error.hpp"
#include "kernels/shading/directions.hpp"
#include "models/shading/shade_steps.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

namespace luwte {

using namespace shading;

namespace {

/// The city as the sweeps of one step axis read it.
struct AxisPlanes {
    idx steps = 0, cells = 0;
    std::int64_t origin_twice = 0;  // twice the global coordinate of step 0, from the whole run's centre
    Field2D<std::uint32_t> words;   // PackHeights   [steps, cells + 2]
    Field2D<float> top;             // m above terrain   [steps, cells]; empty without crowns
    Field2D<CrownBody> body;        // PackCrowns        [steps, cells]; empty without crowns
};

/// A ray steeper than this falls so far in one step that only the receiver's own column matters.
constexpr double steepest_drop = 1e4;      // m
constexpr double flattest_tangent = 1e-5;  // 2 arc seconds
constexpr double bin_target = 1.0;         // m, upper bound of the size of a bin of sheared height

double drop_per_step(const Heading& h, double cell_size, double tan_elevation) {
    return std::min(h.step_length * cell_size * std::max(tan_elevation, flattest_tangent), steepest_drop);
}

/// Mean of ln(sec zenith angle) over the band of sky that one of `count` directions of equal solid angle, at
/// sin(elevation) `s`, stands for: the lowest band holds a pole.
double mean_log_secant(double s, int count) {
    const double low = s - 0.5 / count, high = s + 0.5 / count;
    const auto x_log_x = [](double x) { return x > 1e-12 ? x * std::log(x) : 0.0; };
    return 1 - (x_log_x(high) - x_log_x(low)) * count;
}

}  // namespace

struct ShadeModel::Impl {
    Backend backend;
    Parameters parameters;
    Grid grid;
    bool has_canopy;
    float lowest, highest;  // m above datum
    float rise;             // m, smallest roof step that is a facade
    AxisPlanes along_y, along_x;
    mutable Field2D<float> turned, turned_leaves;  // scratch: results of a sweep along x   [nx, ny]
    mutable Field2D<float> nodes;                  // scratch: optical depth per line and bin

    Impl(const CityModel& city, const Parameters& p);
    void make_axis(const CityModel& city, bool transposed, AxisPlanes& axis);
    const AxisPlanes& axis(const Heading& h) const { return h.along_x ? along_x : along_y; }
    Lattice lattice(const Heading& h) const {
        const AxisPlanes& a = axis(h);
        return Lattice::over(a.steps, a.cells, h.direction, h.slope, a.origin_twice);
    }
    template <class Tag, class Out>
    CrownShade<Tag, Out> crown_shade(const Heading& h, const Lattice& lines, double tan_elevation,
                                     double sin_elevation, float receiver, const Out& out) const;
    void sweep_sun(const Heading& h, double altitude, float receiver, View2D<float> out,
                   View2D<float> taken) const;
    WallReceivers receivers(const WallFacets& walls, const Heading& h, double azimuth, double tangent) const;
    template <class Out>
    void sweep_walls(const Heading& h, double altitude, const Out& out) const;
};

ShadeModel::Impl::Impl(const CityModel& city, const Parameters& p)
    : backend(city.backend()),
      parameters(p),
      grid(city.grid),
      has_canopy(city.has_canopy),
      lowest(city.lowest),
      highest(city.highest),
      rise(std::max(1.0f, float(city.grid.cell_size))) {
    Whole& w = parameters.whole;
    if (w.nx == 0 && w.ny == 0) w = {grid.nx, grid.ny, 0, 0};
    if (w.i0 < 0 || w.j0 < 0 || w.i0 > w.nx - grid.nx || w.j0 > w.ny - grid.ny)
        throw InputError("shade model", "a tile of " + std::to_string(grid.nx) + " x " +
                                            std::to_string(grid.ny) + " cells at column " +
                                            std::to_string(w.i0) + ", row " + std::to_string(w.j0) +
                                            " does not lie within " + std::to_string(w.nx) + " x " +
                                            std::to_string(w.ny) + " cells");
    make_axis(city, false, along_y);
    make_axis(city, true, along_x);
}

void ShadeModel::Impl::make_axis(const CityModel& city, bool transposed, AxisPlanes& axis) {
    const Whole& w = parameters.whole;
    axis.steps = transposed ? grid.nx : grid.ny;
    axis.cells = transposed ? grid.ny : grid.nx;
    axis.origin_twice =
        transposed ? 2 * std::int64_t(w.i0) - (w.nx - 1) : 2 * std::int64_t(w.j0) - (w.ny - 1);
    axis.words = {backend, {1, axis.steps, axis.cells + 2}, "shade words", "1"};
    dispatch(backend, [&](auto tag) {
        using Tag = decltype(tag);
        shade_steps::pack_heights<Tag>(backend, {city.opaque_height.cview(), city.building_height.cview(),
                                                 axis.words.view(), transposed, rise});
        if (!has_canopy) return;
        const Shape shape{1, axis.steps, axis.cells};
        axis.top = {backend, shape, "canopy_top", "m"};
        axis.body = {backend, shape, "crown bodies", "m, m2 m-3"};
        shade_steps::pack_crowns<Tag>(backend, {city.canopy_base.cview(), city.leaf_area_density.cview(),
                                                axis.body.view(), transposed});
        if (transposed)
            shade_steps::transpose<Tag>(backend, {city.canopy_top.cview(), axis.top.view()});
        else
            axis.top = city.canopy_top.copy_to(backend);
    });
}

template <class Tag, class Out>
CrownShade<Tag, Out> ShadeModel::Impl::crown_shade(const Heading& h, const Lattice& lines,
                                                   double tan_elevation, double sin_elevation, float receiver,
                                                   const Out& out) const {
    const double drop = drop_per_step(h, grid.cell_size, tan_elevation);
    CrownBins bins;
    bins.bins_per_step = drop >= bin_target ? idx(std::ceil(drop / bin_target)) : 0;
    bins.steps_per_bin = drop >= bin_target ? 1 : idx(bin_target / drop);
    const double size = drop >= bin_target ? drop / bins.bins_per_step : drop * bins.steps_per_bin;
    bins.size = float(size);
    // Leaves look at rays that end within their own column, too.
    bins.lowest = lowest - (CrownShade<Tag, Out>::for_leaves ? float(0.5 * std::min(drop, 32.0)) : 0.0f);
    // The crowns' range, two groups of eight at its ends, and the padding that add_crown makes.
    const double range = double(highest) - double(bins.lowest) + receiver;
    bins.count = idx(std::bit_ceil(std::uint32_t(std::min(range / size, 1e8)) + 40u));
    const Shape shape =
        std::is_same_v<Tag, Cpu> ? Shape{1, lines.lines, bins.count + 16} : Shape{1, bins.count, lines.lines};
    if (nodes.size() < shape.size()) {
        nodes = {backend, shape, "optical depth", "1"};
        shade_steps::fill<Tag>(backend, Fill<float>{nodes.view(), 0.0f});
    }
    View2D<float> store{nodes.view().p, shape.nx, shape.ny, shape.nx};
    const AxisPlanes& a = axis(h);
    return {a.words.cview(),
            a.top.cview(),
            a.body.cview(),
            store,
            bins,
            float(drop),
            float(parameters.extinction * parameters.clumping / sin_elevation),
            rise,
            receiver,
            out};
}

/// `taken` may be empty.
void ShadeModel::Impl::sweep_sun(const Heading& h, double altitude, float receiver, View2D<float> out,
                                 View2D<float> taken) const {
    const double tangent = std::tan(std::min(altitude, pi_d / 2)), sine = std::sin(altitude);
    const Lattice lines = lattice(h);
    dispatch(backend, [&](auto tag) {
        using Tag = decltype(tag);
        const double t = tangent > 0 ? tangent : 1e20;  // tan(pi/2) may round to either sign
        if (has_canopy && taken.p != nullptr)
            shade_steps::crown_sun<Tag>(backend, lines,
                                        crown_shade<Tag>(h, lines, t, sine, receiver,
                                                         BeamAndLeavesOut{BeamOut{out}, taken, float(sine)}));
        else if (has_canopy)
            shade_steps::crown_sun<Tag>(backend, lines,
                                        crown_shade<Tag>(h, lines, t, sine, receiver, BeamOut{out}));
        else
            shade_steps::opaque_sun<Tag>(
                backend, lines,
                {axis(h).words.cview(), out, float(drop_per_step(h, grid.cell_size, t)), rise, receiver});
        if (!has_canopy && taken.p != nullptr) shade_steps::fill<Tag>(backend, Fill<float>{taken, 0.0f});
    });
}

WallReceivers ShadeModel::Impl::receivers(const WallFacets& walls, const Heading& h, double azimuth,
                                          double tangent) const {
    WallReceivers r{walls.geometry(),
                    walls.first.cview(),
                    walls.normal.cview(),
                    float(std::sin(azimuth)),
                    float(std::cos(azimuth)),
                    float(0.5 * grid.cell_size * std::min(tangent, 1e4)),
                    float(double(h.slope) * 0x1p-32 * double(h.direction)),
                    float(drop_per_step(h, grid.cell_size, tangent > 0 ? tangent : 1e20)),
                    0xf0u,
                    h.along_x};
    for (int q = 0; q < facings; ++q)
        if (std::cos(azimuth - q * pi_d / 2) > 1e-6) r.facing |= 1u << q;
    return r;
}

template <class Out>
void ShadeModel::Impl::sweep_walls(const Heading& h, double altitude, const Out& out) const {
    const double tangent = std::tan(std::min(altitude, pi_d / 2)), sine = std::sin(altitude);
    const double t = tangent > 0 ? tangent : 1e20;
    const Lattice lines = lattice(h);
    dispatch(backend, [&](auto tag) {
        using Tag = decltype(tag);
        if (has_canopy)
            shade_steps::crown_walls<Tag>(backend, lines, crown_shade<Tag>(h, lines, t, sine, 0.0f, out));
        else
            shade_steps::opaque_walls<Tag>(backend, lines,
                                           OpaqueWalls<Out>{axis(h).words.cview(), rise, out});
    });
}

void ShadeModel::wall_beam(const SunPosition& sun, const WallFacets& walls, Field2D<float>& share) const {
    const Impl& m = *impl_;
    dispatch(m.backend, [&](auto tag) {
        shade_steps::fill<decltype(tag)>(m.backend, Fill<float>{share.view(), 0.0f});
    });
    if (sun.altitude_rad <= 0 || walls.count() == 0) return;
    const double azimuth = sun.azimuth_rad - m.grid.convergence_rad;
    const Heading h = heading(azimuth);
    m.sweep_walls(h, sun.altitude_rad,
                  WallBeamOut{h.along_x ? walls.around_along_x.cview() : walls.around_along_y.cview(),
                              m.receivers(walls, h, azimuth, std::tan(sun.altitude_rad)), share.view()});
}

ShadeModel::WallSky ShadeModel::wall_sky(const WallFacets& walls, int directions) const {
    const Impl& m = *impl_;
    if (directions < 16 || directions > 100000)
        throw InputError("wall sky directions", std::to_string(directions) + " is not in 16 .. 100000");
    const auto rays = hemisphere_directions(directions);
    const auto plane = [&](const char* name, float of_none) {
        Field2D<float> f(m.backend, walls.shape(), name, "1");
        dispatch(m.backend, [&](auto tag) {
            shade_steps::fill_facets<decltype(tag)>(m.backend, {f.view(), 0.0f, of_none, walls.count()});
        });
        return f;
    };
    const Shape shape = walls.shape();
    WallSky sky{plane("wall_sky_view", 1),
                plane("wall_sky_view_opaque", 1),
                plane("wall_sky_slant", 0),
                {m.backend, {(directions + 31) / 32, shape.ny, shape.nx}, "wall_sky_seen", "1"},
                directions};
    dispatch(m.backend, [&](auto tag) {
        for (idx w = 0; w < sky.seen.shape().nz; ++w)
            shade_steps::fill<decltype(tag)>(m.backend, Fill<std::uint32_t>{sky.seen.view().plane(w), 0u});
    });
    if (walls.count() == 0) return sky;
    Field2D<float> all(Backend::cpu(), {1, 3, directions}, "directions", "1");
    for (int n = 0; n < directions; ++n) {
        const HemisphereRay& ray = rays[std::size_t(n)];
        const double across = std::cos(ray.elevation_rad);
        all.view()(0, n) = float(across * std::sin(ray.azimuth_rad));
        all.view()(1, n) = float(across * std::cos(ray.azimuth_rad));
        all.view()(2, n) = float(mean_log_secant(std::sin(ray.elevation_rad), directions) - 0.5);
        const Heading h = heading(ray.azimuth_rad);
        m.sweep_walls(
            h, ray.elevation_rad,
            WallSkyOut{h.along_x ? walls.around_along_x.cview() : walls.around_along_y.cview(),
                       m.receivers(walls, h, ray.azimuth_rad, std::tan(ray.elevation_rad)),
                       sky.view_opaque.view(), sky.view.view(), sky.slant.view(),
                       sky.seen.view().plane(n / 32), 1u << (n % 32), float(across), all.view()(2, n)});
    }
    const Field2D<float> table = all.copy_to(m.backend);
    dispatch(m.backend, [&](auto tag) {
        shade_steps::close_wall_sky<decltype(tag)>(
            m.backend, {walls.normal.cview(), table.cview(), sky.view_opaque.view(), sky.view.view(),
                        sky.slant.view(), walls.count()});
        m.backend.synchronize();  // the table goes
    });
    return sky;
}

ShadeModel::ShadeModel(const CityModel& city, Parameters parameters)
    : impl_(std::make_unique<Impl>(city, parameters)) {}
ShadeModel::~ShadeModel() = default;
ShadeModel::ShadeModel(ShadeModel&&) noexcept = default;

void ShadeModel::beam_transmissivity(const SunPosition& sun, float receiver_height, Field2D<float>& out,
                                     Field2D<float>* taken_by_leaves) const {
    const Impl& m = *impl_;
    const auto view = [](Field2D<float>* f) { return f != nullptr ? f->view() : View2D<float>{}; };
    if (sun.altitude_rad <= 0) {
        for (Field2D<float>* f : {&out, taken_by_leaves})
            if (f != nullptr)
                dispatch(m.backend, [&](auto tag) {
                    shade_steps::fill<decltype(tag)>(m.backend, Fill<float>{f->view(), 0.0f});
                });
        return;
    }
    const Heading h = heading(sun.azimuth_rad - m.grid.convergence_rad);
    if (!h.along_x) {
        m.sweep_sun(h, sun.altitude_rad, receiver_height, out.view(), view(taken_by_leaves));
        return;
    }
    const auto scratch = [&](Field2D<float>& f) {
        if (f.empty()) f = {m.backend, {1, m.grid.nx, m.grid.ny}, "shade scratch", "1"};
    };
    scratch(m.turned);
    if (taken_by_leaves != nullptr) scratch(m.turned_leaves);
    m.sweep_sun(h, sun.altitude_rad, receiver_height, m.turned.view(),
                taken_by_leaves != nullptr ? m.turned_leaves.view() : View2D<float>{});
    dispatch(m.backend, [&](auto tag) {
        using Tag = decltype(tag);
        shade_steps::transpose<Tag>(m.backend, {m.turned.cview(), out.view()});
        if (taken_by_leaves != nullptr)
            shade_steps::transpose<Tag>(m.backend, {m.turned_leaves.cview(), taken_by_leaves->view()});
    });
}

namespace {

/// Sums of hidden sky over the directions of one step axis, and of the octant that is being swept.
struct HiddenSky {
    Field2D<std::int32_t> cosine, solid, crowns;  // units of sky_unit; crowns is empty without crowns
    std::array<Field2D<std::int32_t>, sectors_per_octant> sector;
    Field2D<std::int32_t> octant_crowns;
};

/// Octant and sector of each azimuth, in order of octants.
struct OctantAzimuths {
    std::vector<const SkyAzimuth*> of_sector[sectors_per_octant];
};
std::array<OctantAzimuths, sky_octants> by_octant(const std::vector<SkyAzimuth>& directions) {
    std::array<OctantAzimuths, sky_octants> all;
    for (const SkyAzimuth& a : directions) {
        const int sector = int(a.azimuth_rad / (2 * pi_d) * sky_sectors);
        all[std::size_t(sector / sectors_per_octant)].of_sector[sector % sectors_per_octant].push_back(&a);
    }
    return all;
}

}  // namespace

ShadeModel::SkyView ShadeModel::sky_view(int azimuths, int elevations, float receiver_height,
                                         const std::function<void()>& after_azimuth) const {
    constexpr int per_pass = shade_steps::elevations_per_pass;
    Problems problems;
    if (azimuths < sky_sectors || azimuths > 7200 || azimuths % sky_sectors != 0)
        problems.add("sky view azimuths",
                     std::to_string(azimuths) + " is not a multiple of 24 in 24 .. 7200");
    if (elevations < per_pass || elevations > 50 * per_pass || elevations % per_pass != 0)
        problems.add("sky view elevations",
                     std::to_string(elevations) + " is not a multiple of 18 in 18 .. 900");
    problems.throw_if_any();

    const Impl& m = *impl_;
    const auto directions = sky_directions(azimuths, elevations);
    const auto octants = by_octant(directions);
    HiddenSky total;
    SkyView view;
    view.sectors = {m.backend, {sky_octants, m.grid.ny, m.grid.nx}, "sky_sectors", "1"};
    dispatch(m.backend, [&](auto tag) {
        using Tag = decltype(tag);
        const auto sweep = [&](const SkyAzimuth& azimuth, HiddenSky& s, Field2D<std::int32_t>& sector) {
            const Heading& h = azimuth.heading;
            const Lattice lines = m.lattice(h);
            for (std::size_t first = 0; first < azimuth.sharp.size(); first += per_pass) {
                OpaqueSky<per_pass> step{};
                step.words = m.axis(h).words.cview();
                step.hidden_cosine = sector.view(), step.hidden_solid = s.solid.view();
                step.rise = m.rise, step.receiver = receiver_height;
                for (int e = 0; e < per_pass; ++e) {
                    const SkyRay& ray = azimuth.sharp[first + std::size_t(e)];
                    step.drop[e] = float(drop_per_step(h, m.grid.cell_size, ray.tan_elevation));
                    step.cosine_weight[e] = ray.cosine_weight, step.solid_weight[e] = ray.solid_weight;
                }
                shade_steps::opaque_sky<Tag>(m.backend, lines, step);
            }
            if (m.has_canopy)
                for (const SkyRay& ray : azimuth.soft)
                    shade_steps::crown_sky<Tag>(
                        m.backend, lines,
                        m.crown_shade<Tag>(h, lines, ray.tan_elevation, ray.sin_elevation, receiver_height,
                                           SkyLoss{s.octant_crowns.view(), s.solid.view(),
                                                   float(ray.cosine_weight), float(ray.solid_weight)}));
            if (after_azimuth) after_azimuth();
        };
        const auto sum_along = [&](bool along_x) {
            const Shape shape{1, along_x ? m.grid.nx : m.grid.ny, along_x ? m.grid.ny : m.grid.nx};
            HiddenSky s;
            const auto zero = [&](Field2D<std::int32_t>& f) {
                f = {m.backend, shape, "hidden sky", "2^-30"};
                shade_steps::fill<Tag>(m.backend, Fill<std::int32_t>{f.view(), 0});
            };
            zero(s.cosine), zero(s.solid);
            for (Field2D<std::int32_t>& sector : s.sector) zero(sector);
            if (m.has_canopy) zero(s.crowns), zero(s.octant_crowns);
            Field2D<std::uint32_t> turned;
            if (along_x) turned = {m.backend, shape, "sky sectors", "1"};
            for (int o = 0; o < sky_octants; ++o) {
                const OctantAzimuths& octant = octants[std::size_t(o)];
                if (octant.of_sector[0].front()->heading.along_x != along_x) continue;
                for (int n = 0; n < sectors_per_octant; ++n)
                    for (const SkyAzimuth* azimuth : octant.of_sector[n])
                        sweep(*azimuth, s, s.sector[std::size_t(n)]);
                const View2D<std::uint32_t> word = view.sectors.view().plane(o);
                CloseOctant close{{s.sector[0].view(), s.sector[1].view(), s.sector[2].view()},
                                  {},
                                  s.cosine.view(),
                                  {},
                                  along_x ? turned.view() : word};
                if (m.has_canopy) close.crowns = s.octant_crowns.view(), close.all_crowns = s.crowns.view();
                shade_steps::close_octant<Tag>(m.backend, close);
                if (along_x) shade_steps::transpose<Tag>(m.backend, {std::as_const(turned).view(), word});
            }
            return s;
        };
        const HiddenSky turned = sum_along(true);
        total = sum_along(false);
        const auto add = [&](const Field2D<std::int32_t>& from, Field2D<std::int32_t>& to) {
            if (!from.empty()) shade_steps::add_transposed<Tag>(m.backend, {from.cview(), to.view()});
        };
        add(turned.cosine, total.cosine), add(turned.solid, total.solid), add(turned.crowns, total.crowns);
    });

    const auto result = [&](const char* name, const Field2D<std::int32_t>& opaque,
                            const Field2D<std::int32_t>* crowns) {
        Field2D<float> f(m.backend, {1, m.grid.ny, m.grid.nx}, name, "1");
        View2D<const std::int32_t> none;
        dispatch(m.backend, [&](auto tag) {
            shade_steps::sky_from_hidden<decltype(tag)>(
                m.backend,
                {opaque.cview(), crowns != nullptr && !crowns->empty() ? crowns->cview() : none, f.view()});
        });
        return f;
    };
    view.cosine_opaque = result("sky_view_factor_opaque", total.cosine, nullptr);
    view.cosine = result("sky_view_factor", total.cosine, &total.crowns);
    view.solid_angle = result("sky_view_factor_solid_angle", total.solid, nullptr);
    return view;
}

}  // namespace luwte
