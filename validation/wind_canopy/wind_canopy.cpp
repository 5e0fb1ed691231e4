// SPDX-License-Identifier: Apache-2.0
#include "kernels/core/field.hpp"
#include "kernels/wind/boundary.hpp"
#include "kernels/wind/turbulence.hpp"
#include "validation/picture.hpp"
#include "validation/validation.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace luwte {

namespace {

constexpr double drag = 0.2 * 0.2;       ///< m-1, c_d a: in a wood of 20 m a leaf area index of 4
constexpr double level = 0.5, lid = 60;  ///< m, thickness of all levels; domain
constexpr double roughness = 0.03;       ///< m, of the forest floor
constexpr int iterations = 40000;

/// U = exp(rate z), k = k_0 U^2, epsilon = e_0 U^3 solve momentum, k and epsilon in leaves without end of
/// drag A = c_d a per volume: 2 nu_0 rate^2 = A and two linear equations for k_0 and e_0 (README.md).
struct ClosedSolution {
    double rate, k_0, e_0;  ///< m-1, 1, m-1

    ClosedSolution(const wind::TurbulenceConstants& t, const wind::LeafConstants& l, double drag) {
        const double c_1 = t.c_1, c_2 = t.c_2, loss = 3 / double(t.sigma_k) - l.beta_d;
        const double source = c_2 * (0.5 + l.beta_p) - 0.5 * c_1 - double(l.c_4) * l.beta_p;
        k_0 = source / (6 / double(t.sigma_epsilon) - double(l.c_5) * l.beta_d - c_2 * loss);
        e_0 = drag * (0.5 + l.beta_p + loss * k_0);
        rate = std::sqrt(0.5 * drag * e_0 / (t.c_mu * k_0 * k_0));
    }
};

/// One column of a wood and its like all around: the kernels of the solver without a pressure, which nothing
/// here would change. From the top of a wood to a lid above it stress is the same; where leaves reach the
/// lid, k there is half as much again as in the closed solution.
class Wood {
  public:
    Wood(double top, double speed_at_lid) : top_(top) {
        std::fill_n(spans_.begin(), 2 * layers, float(1 / level));
        const wind::RoughWall floor = wind::RoughWall::over(float(level), float(roughness), constants_.kappa);
        for (Field2D<float>* f : {&friction_, &mean_, &centre_, &first_})
            *f = Field2D<float>(Backend::cpu(), {1, size, size}, "", "");
        std::ranges::fill(friction_.host(), floor.friction);
        std::ranges::fill(first_.host(), float(layers));
        std::ranges::fill(mean_.host(), floor.mean), std::ranges::fill(centre_.host(), floor.centre);
        for (Field3D<float>* f : {&u_, &v_, &w_, &zero_, &k_, &epsilon_, &nu_, &drag_, &next_, &k_next_,
                                  &epsilon_next_, &nu_next_, &conductance_}) {
            *f = Field3D<float>(Backend::cpu(), {layers, size, size}, "", "");
            std::ranges::fill(f->host(), 0.0f);
        }
        cell_ = Field3D<std::uint8_t>(Backend::cpu(), {layers, size, size}, "", "");
        open_ = Field3D<std::uint8_t>(Backend::cpu(), {layers, size, size}, "", "");
        for (idx n = 0; n < layers; ++n) {
            std::fill_n(open_.view().plane(n).p, size * size,
                        std::uint8_t(n == 0 ? 0 : wind::OpenShares::whole));
            set(u_, n, n == 0 ? 0 : speed_at_lid * height(n) / lid);
            set(drag_, n, n > 0 && height(n) < top_ ? drag : 0);
            set(k_, n, n == 0 ? 0 : 1), set(epsilon_, n, n == 0 ? 0 : 0.1), set(nu_, n, n == 0 ? 0 : 0.9);
            for (idx c = 0; c < size * size; ++c)
                cell_.view().plane(n).p[c] = n == 0 ? 0 : wind::air | wind::east_solved | wind::north_solved;
        }
        for (int n = 0; n < iterations; ++n) step();
    }

    static double height(idx n) { return (double(n) - 0.5) * level; }
    static idx level_of(double z) { return idx(std::lround(z / level)); }  ///< whose top is at z
    double u(idx n) const { return at(u_, n); }
    double k(idx n) const { return at(k_, n); }
    double epsilon(idx n) const { return at(epsilon_, n); }
    /// m2 s-2, shear stress on the top of a level.
    double stress(idx n) const { return 0.5 * (at(nu_, n) + at(nu_, n + 1)) * (u(n + 1) - u(n)) / level; }
    /// m2 s-2, by the law of the rough floor.
    double stress_on_floor() const { return double(friction_.view()(2, 2)) * u(1) * u(1); }
    const wind::TurbulenceConstants& constants() const { return constants_; }
    const wind::LeafConstants& leaves() const { return leaves_; }

  private:
    static constexpr idx size = 2 * wind::ghosts + 1, layers = idx(lid / level) + 2;
    static double at(const Field3D<float>& f, idx n) { return double(f.view()(n, 2, 2)); }
    static void set(Field3D<float>& f, idx n, double value) {
        std::fill_n(f.view().plane(n).p, size * size, float(value));
    }
    void step() {
        const wind::Levels levels{float(level),
                                  float(1 / level),
                                  thickness_.data(),
                                  thickness_.data(),
                                  spans_.data(),
                                  spans_.data(),
                                  layers};
        const auto open = open_.cview();
        const wind::Flow flow{u_.view(),    v_.view(),    w_.view(),
                              zero_.view(), k_.view(),    epsilon_.view(),
                              nu_.view(),   drag_.view(), {open, open, open, open}};
        const wind::WallFriction friction{friction_.view(), 0, first_.view(), no_roofs_.data()};
        const wind::Relaxation relaxation{1 / 0.7f, 0};
        const wind::Momentum<0> momentum{flow,         cell_.view(),       levels, friction, relaxation,
                                         next_.view(), conductance_.view()};
        const wind::Turbulence<> turbulence{
            flow,
            cell_.view(),
            levels,
            constants_,
            leaves_,
            friction,
            {mean_.view(), centre_.view(), 0, 0, no_roofs_.data(), no_roofs_.data()},
            relaxation,
            k_next_.view(),
            epsilon_next_.view(),
            nu_next_.view()};
        for (idx n = 1; n < layers - 1; ++n) momentum(n, 2, 2), turbulence(n, 2, 2);
        for (idx n = 1; n < layers - 1; ++n) {
            set(u_, n, at(next_, n)), set(k_, n, at(k_next_, n));
            set(epsilon_, n, at(epsilon_next_, n)), set(nu_, n, at(nu_next_, n));
        }
        if (top_ >= lid) {
            const double u_lid = u(layers - 1), k_lid = 0.4 * u_lid * u_lid;
            const double epsilon_lid = drag * u_lid * u_lid * u_lid;
            set(k_, layers - 1, k_lid), set(epsilon_, layers - 1, epsilon_lid);
            set(nu_, layers - 1, double(constants_.c_mu) * k_lid * k_lid / epsilon_lid);
            return;
        }
        // Above the lid: the log law of the stress there, over a wood displaced by three quarters of its
        // height.
        const double friction_squared = std::max(stress(layers - 3), 1e-6);
        const double k_lid = friction_squared / std::sqrt(double(constants_.c_mu));
        const double epsilon_lid =
            std::pow(friction_squared, 1.5) / (double(constants_.kappa) * (height(layers - 1) - 0.75 * top_));
        set(k_, layers - 1, k_lid), set(epsilon_, layers - 1, epsilon_lid);
        set(nu_, layers - 1, double(constants_.c_mu) * k_lid * k_lid / epsilon_lid);
    }

    double top_;
    wind::TurbulenceConstants constants_;
    wind::LeafConstants leaves_;
    std::vector<float> thickness_ = std::vector<float>(std::size_t(layers), float(level));
    std::vector<float> spans_ = std::vector<float>(std::size_t(wind::Spans::numbers * layers), 0.5f);
    std::vector<float> no_roofs_ = std::vector<float>(std::size_t(layers));
    Field2D<float> friction_, mean_, centre_, first_;
    Field3D<float> u_, v_, w_, zero_, k_, epsilon_, nu_, drag_, next_, k_next_, epsilon_next_, nu_next_,
        conductance_;
    Field3D<std::uint8_t> cell_, open_;
};

ValidationRow judged(const char* metric, double value, const char* asked, bool met, const char* reason) {
    return {"wind_canopy", metric, value, "1", asked, met, reason, ""};
}

}  // namespace

std::vector<ValidationRow> validate_wind_canopy(const ValidationContext& context) {
    // Fast at the lid, so that what is left far below is no rounding.
    const Wood deep(lid, 1000);
    const ClosedSolution closed(deep.constants(), deep.leaves(), drag);
    const idx low = Wood::level_of(lid - 30), high = Wood::level_of(lid - 20);
    double slope = 0, kinetic = 0;
    for (idx n = low; n < high; ++n) {
        slope = std::max(slope, std::abs(std::log(deep.u(n + 1) / deep.u(n)) / level / closed.rate - 1));
        kinetic = std::max(kinetic, std::abs(deep.k(n) / (deep.u(n) * deep.u(n)) / closed.k_0 - 1));
    }

    constexpr double top = 20;
    const Wood wood(top, 10);
    const idx crown = Wood::level_of(top);
    double force = 0;
    for (idx n = 1; n <= crown; ++n) force += drag * wood.u(n) * wood.u(n) * level;
    const double balance = force / (wood.stress(crown) - wood.stress_on_floor()) - 1;
    const double at_top = 0.5 * (wood.u(crown) + wood.u(crown + 1));
    const double friction = std::sqrt(wood.stress(crown)) / at_top;

    Panel k{"leaves without end",
            "m below the lid",
            "k / U2",
            {{"solver", {}}, {"closed", {{0, closed.k_0}, {30, closed.k_0}}}}};
    for (idx n = low; n <= Wood::level_of(lid); ++n)
        k.curves[0].points.push_back({lid - Wood::height(n), deep.k(n) / (deep.u(n) * deep.u(n))});
    Panel speed{"wood of 20 m", "height, m", "U / U at its top", {{"solver", {}}}};
    for (idx n = 1; n <= Wood::level_of(2 * top); ++n)
        speed.curves[0].points.push_back({Wood::height(n), wood.u(n) / at_top});
    draw_panels(context, "wind_canopy", "Leaves of 0.2 m2 m-3: without end, and in a wood of 20 m",
                {k, speed});

    return {
        judged("rate_error", slope, "<= 0.05", slope <= 0.05,
               "of ln U with height, 20 to 30 m deep in leaves, worst level, against the closed solution"),
        judged("k_over_speed_squared_error", kinetic, "<= 0.05", kinetic <= 0.05,
               "20 to 30 m deep in leaves, worst level, against the closed solution"),
        judged("drag_balance_error", std::abs(balance), "<= 0.02", std::abs(balance) <= 0.02,
               "wood of 20 m: drag of its leaves against the stress on it less that on its floor"),
        judged("friction_over_speed_at_top", friction, "0.25 to 0.40", friction >= 0.25 && friction <= 0.4,
               "u*/U at the wood's top; measured 0.3 on average (Raupach et al. 1996, to be verified)"),
        {"wind_canopy", "rate", closed.rate / drag, "1", "", {}, "closed solution, over drag c_d a", ""}};
}

}  // namespace luwte
