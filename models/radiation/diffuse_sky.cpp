// SPDX-License-Identifier: Apache-2.0
#include "models/radiation/diffuse_sky.hpp"

#include "kernels/core/constants.hpp"
#include "kernels/radiation/perez_sky.hpp"
#include "kernels/radiation/sun_and_sky.hpp"
#include "kernels/shading/directions.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

namespace luwte {
namespace {

constexpr int bands = horizons - 1;
constexpr double sector_width = 2 * pi_d / sky_sectors;  // rad

/// sin^2(elevation) from n to n + 1 255ths.
struct Band {
    double sine, cosine;  // of the elevation in its middle
    double vertical;      // rad, integral of cos^2(elevation)
    double slant;         // the same times ln(sec zenith angle) - 1/2
};

std::array<Band, bands> make_bands() {
    std::array<Band, bands> all{};
    const auto elevation = [](int n) { return std::asin(std::sqrt(double(n) / bands)); };
    for (int n = 0; n < bands; ++n) {
        Band& b = all[std::size_t(n)];
        b.sine = std::sqrt((n + 0.5) / bands);
        b.cosine = std::sqrt(1 - (n + 0.5) / bands);
        constexpr int cuts = 16;
        const double low = elevation(n), step = (elevation(n + 1) - low) / cuts;
        for (int c = 0; c < cuts; ++c) {
            const double e = low + (c + 0.5) * step, square = std::cos(e) * std::cos(e) * step;
            b.vertical += square;
            b.slant += square * (-std::log(std::sin(e)) - 0.5);
        }
    }
    return all;
}

const std::array<Band, bands>& all_bands() {
    static const std::array<Band, bands> all = make_bands();
    return all;
}

/// A table by rows and horizons, filled from the highest horizon down with `of_band(row, band)`.
template <class F>
Field2D<float> sums_above(int rows, const char* name, const char* unit, F&& of_band) {
    Field2D<float> table(Backend::cpu(), {1, rows, horizons}, name, unit);
    for (int row = 0; row < rows; ++row) {
        float* const out = table.view().row(row);
        double sum = 0;
        out[horizons - 1] = 0;
        for (int n = bands; n-- > 0;) {
            sum += of_band(row, n);
            out[n] = float(sum);
        }
    }
    return table;
}

}  // namespace

void DiffuseSky::add(const Forcing::Part& part, double weight) {
    const double diffuse = double(part.diffuse_horizontal);
    diffuse_ += weight * diffuse;
    if (!(diffuse > 0)) return;
    const double zenith = pi_d / 2 - part.sun.altitude_rad;
    const PerezSky sky = PerezSky::of(diffuse, double(part.direct_normal),
                                      double(extraterrestrial_normal(float(part.sun.distance_au))), zenith);
    std::array<double, bands> gradation{};
    for (int n = 0; n < bands; ++n)
        gradation[std::size_t(n)] = sky.gradation(all_bands()[std::size_t(n)].sine);
    // Two directions in a sector.
    std::array<std::array<double, bands>, sky_sectors> relative{};
    double sum = 0;
    const double sun_sine = std::cos(zenith), sun_cosine = std::sin(zenith);
    for (int s = 0; s < sky_sectors; ++s)
        for (int n = 0; n < bands; ++n) {
            const Band& b = all_bands()[std::size_t(n)];
            double indicatrix = 0;
            for (const double at : {0.25, 0.75}) {
                const double azimuth = convergence_ + (s + at) * sector_width - part.sun.azimuth_rad;
                const double cosine = b.sine * sun_sine + b.cosine * sun_cosine * std::cos(azimuth);
                indicatrix += 0.5 * sky.indicatrix(std::acos(std::clamp(cosine, -1.0, 1.0)));
            }
            const double r = gradation[std::size_t(n)] * indicatrix;
            relative[std::size_t(s)][std::size_t(n)] = r;
            sum += r;
        }
    // A black sky somewhere is possible, everywhere it is not; then it counts as even.
    const double mean = sum / (sky_sectors * bands);
    for (int s = 0; s < sky_sectors; ++s)
        for (int n = 0; n < bands; ++n)
            radiance_[std::size_t(s)][std::size_t(n)] +=
                weight * diffuse * (mean > 0 ? relative[std::size_t(s)][std::size_t(n)] / mean : 1);
}

Field2D<float> DiffuseSky::gain_of_horizontal() const {
    constexpr double share = 1.0 / (sky_sectors * bands);
    // What a sector has more than the mean sector is left in at horizon 0: only the whole sky is even there.
    return sums_above(sky_sectors, "gain of diffuse light", "W m-2", [&](int s, int n) {
        return share * (radiance_[std::size_t(s)][std::size_t(n)] - diffuse_);
    });
}

Field2D<float> DiffuseSky::on_vertical() const {
    return sums_above(sky_sectors, "diffuse light on a vertical plane", "W m-2", [&](int s, int n) {
        return radiance_[std::size_t(s)][std::size_t(n)] / pi_d * sector_width *
               all_bands()[std::size_t(n)].vertical;
    });
}

void DiffuseSky::gain_of_wall(int directions, Field2D<float>& out) const {
    const auto rays = shading::hemisphere_directions(directions);
    const int bytes = (directions + 31) / 32 * 4;
    if (out.empty()) out = {Backend::cpu(), {1, wall_normals, 256 * bytes}, "gain of walls", "W m-2"};
    const auto part = [](double share, int parts) {
        return std::size_t(std::clamp(int(share * parts), 0, parts - 1));
    };
    for (int q = 0; q < wall_normals; ++q) {
        constexpr int per_quarter = wall_normals / 4;
        const int quarter = q / per_quarter;
        const double aside = double(q % per_quarter) / per_quarter;
        const double normal = quarter * pi_d / 2 + std::atan2(aside, 1 - aside);
        std::vector<double> gain(std::size_t(8 * bytes));
        double whole = 0;
        for (int n = 0; n < directions; ++n) {
            const shading::HemisphereRay& ray = rays[std::size_t(n)];
            const double cosine =
                std::cos(ray.elevation_rad) * std::max(std::cos(ray.azimuth_rad - normal), 0.0);
            const double sine = std::sin(ray.elevation_rad);
            const double radiance =
                radiance_[part(ray.azimuth_rad / (2 * pi_d), sky_sectors)][part(sine * sine, bands)];
            whole += cosine;
            gain[std::size_t(n)] = cosine * (radiance - diffuse_);
        }
        float* const row = out.view().row(q);
        for (std::size_t b = 0; b < std::size_t(bytes); ++b) {
            float* const of_byte = row + 256 * b;
            of_byte[0] = 0;
            for (std::size_t v = 1; v < 256; ++v)
                of_byte[v] = of_byte[v & (v - 1)] +
                             float(0.5 / whole * gain[8 * b + std::size_t(std::countr_zero(v))]);
        }
    }
}

Field2D<float> VerticalSectors::view_and_slant() {
    return sums_above(2, "view of a sector", "1", [](int row, int n) {
        const Band& b = all_bands()[std::size_t(n)];
        return sector_width / pi_d * (row == 0 ? b.vertical : b.slant);
    });
}

std::array<float, sky_sectors> VerticalSectors::cosine(double normal) {
    std::array<float, sky_sectors> out{};
    constexpr int cuts = 30;
    for (int s = 0; s < sky_sectors; ++s) {
        double sum = 0;
        for (int n = 0; n < cuts; ++n)
            sum += std::max(std::cos((s + (n + 0.5) / cuts) * sector_width - normal), 0.0);
        out[std::size_t(s)] = float(sum / cuts);
    }
    return out;
}

}  // namespace luwte
