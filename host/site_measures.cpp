// SPDX-License-Identifier: Apache-2.0
#include "host/site_measures.hpp"

#include "host/output/run_metadata.hpp"
#include "host/report/run_facts.hpp"
#include "inputs/weather/load_weather.hpp"
#include "models/city/surface_types.hpp"
#include "models/ranking/field_errors.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr double near_m = 300, cool_degc = 35, cool_area_m2 = 200, green_area_m2 = 5000;
constexpr double least_seen = 0.5;  ///< 1, of the circle: below that nothing is said

double overlap(const StepHours& step, double from, double to) {
    return std::max(0.0, std::min(step.begin_h + step.length_h, to) - std::max(step.begin_h, from));
}

/// Squared distances along a line to the nearest cell of value 0 (Felzenszwalb & Huttenlocher 2012,
/// doi:10.4086/toc.2012.v008a019): the lower envelope of parabolas.
void transform_line(std::vector<double>& f) {
    constexpr double far = 1e18;
    const auto n = f.size();
    std::vector<std::size_t> at(n, 0);
    std::vector<double> from(n + 1, 0), out(n);
    std::size_t k = 0;
    from[0] = -far, from[1] = far;
    const auto crossing = [&](std::size_t q, std::size_t p) {
        const double x = double(q), y = double(p);
        return ((f[q] + x * x) - (f[p] + y * y)) / (2 * (x - y));
    };
    for (std::size_t q = 1; q < n; ++q) {
        double s = crossing(q, at[k]);
        while (k > 0 && s <= from[k]) s = crossing(q, at[--k]);
        at[++k] = q, from[k] = s, from[k + 1] = far;
    }
    k = 0;
    for (std::size_t q = 0; q < n; ++q) {
        while (from[k + 1] < double(q)) ++k;
        const double d = double(q) - double(at[k]);
        out[q] = d * d + f[at[k]];
    }
    f = std::move(out);
}

/// The parts of a mask that are large enough.
std::vector<bool> patches_of(const std::vector<bool>& mask, const Grid& grid, double least_area) {
    std::vector<bool> seen(mask.size(), false), large(mask.size(), false);
    const double least = least_area / (grid.cell_size * grid.cell_size);
    std::vector<std::size_t> part;
    for (std::size_t begin = 0; begin < mask.size(); ++begin) {
        if (!mask[begin] || seen[begin]) continue;
        part.assign(1, begin), seen[begin] = true;
        for (std::size_t n = 0; n < part.size(); ++n) {
            const idx j = idx(part[n]) / grid.nx, i = idx(part[n]) % grid.nx;
            for (const auto& [dj, di] : {std::pair{0, 1}, {0, -1}, {1, 0}, {-1, 0}}) {
                if (j + dj < 0 || j + dj >= grid.ny || i + di < 0 || i + di >= grid.nx) continue;
                const auto next = std::size_t((j + dj) * grid.nx + i + di);
                if (mask[next] && !seen[next]) seen[next] = true, part.push_back(next);
            }
        }
        if (double(part.size()) >= least)
            for (const std::size_t n : part) large[n] = true;
    }
    return large;
}

Measure unknown(std::string en, std::string nl) { return {{}, {std::move(en), std::move(nl)}}; }
Measure lacks(std::string_view field) {
    return unknown(fmt::format("the result has no {}", field),
                   fmt::format("het resultaat heeft geen {}", field));
}
Measure no_year() {
    return unknown("the weather file has less than a year of hours",
                   "het weerbestand heeft minder dan een jaar aan uren");
}
Measure known(const std::optional<double>& value, double times = 1) {
    if (!value) return unknown("the yard has no open ground with values", "het plein heeft geen open grond");
    return {Estimate::exactly(*value * times), {}};
}

/// The range of a number that follows from PET, with PET less, as it is and more by its error; alone it may
/// be less by the bias too.
Measure of_pet(const std::function<std::optional<double>(double more)>& number, double times = 1) {
    const std::optional<double> least = number(-pet_bias - pet_error), less = number(-pet_error),
                                central = number(0), more = number(pet_error);
    if (!least || !less || !central || !more) return known({});
    const double low = std::min({*less, *central, *more}), high = std::max({*less, *central, *more});
    return {Estimate{low * times, *central * times, high * times},
            {},
            Estimate{std::min(*least, low) * times, *central * times, std::max(*least, high) * times}};
}
Measure with_range(const std::optional<double>& value, const std::function<Estimate(double)>& range) {
    if (!value) return known({});
    return {range(*value), {}};
}

/// One result and one site, field by field.
class SiteMeter {
  public:
    SiteMeter(const ResultReader& result, const SitePlace& place, const Study::Ranking& settings,
              const std::string& time_zone)
        : result_(result), place_(place), settings_(settings), grid_(result.grid()) {
        const std::vector<float> height = result.read_map("building_height");
        inside_ = cells_inside(place.yard, grid_, "site " + place.id);
        for (const std::int32_t cell : inside_)
            if (!(height[std::size_t(cell)] > 0)) yard_.push_back(cell);
        if (!place.building.empty()) find_facade(height);
        open_.resize(height.size());
        for (std::size_t n = 0; n < height.size(); ++n) open_[n] = !(height[n] > 0);
        read_hours(time_zone);
        less_than_a_year_ = has_less_than_a_year(result);
    }

    Measures measure() {
        heat(), surroundings(), air();
        if (result_.has("hours_share_wind_above_5") && less_than_a_year_)
            out_["wind_above_5"] = no_year();
        else if (result_.has("hours_share_wind_above_5"))
            out_["wind_above_5"] = with_range(
                mean_of(on(result_.read_map("hours_share_wind_above_5"), yard_)), [](double share) {
                    const Estimate e = share_of_hours(share);
                    return Estimate{100 * e.low, 100 * e.central, 100 * e.high};
                });
        else
            out_["wind_above_5"] = lacks("hours_share_wind_above_5");
        out_["yard_area"] = {Estimate::exactly(place_.yard_area), {}};
        return std::move(out_);
    }

  private:
    void find_facade(const std::vector<float>& height) {
        std::vector<bool> taken(height.size(), false);
        for (const std::int32_t cell : cells_inside(place_.building, grid_, "site " + place_.id)) {
            if (!(height[std::size_t(cell)] > 0)) continue;
            const idx j = cell / grid_.nx, i = cell % grid_.nx;
            for (const auto& [dj, di] : {std::pair{0, 1}, {0, -1}, {1, 0}, {-1, 0}}) {
                if (j + dj < 0 || j + dj >= grid_.ny || i + di < 0 || i + di >= grid_.nx) continue;
                const auto n = std::size_t((j + dj) * grid_.nx + i + di);
                if (height[n] > 0 || taken[n]) continue;
                taken[n] = true;
                facade_.push_back(std::int32_t(n));
            }
        }
    }

    void read_hours(const std::string& time_zone) {
        double begin = instant_of(result_.text("time_coverage_start"));
        const double origin = 86400 * std::floor(begin / 86400);  // of the time axis
        for (const double end : result_.times()) {
            hours_.push_back({local_hour(begin, time_zone), (origin + end - begin) / 3600});
            begin = origin + end;
        }
    }

    static std::vector<double> on(const std::vector<float>& map, const std::vector<std::int32_t>& cells) {
        std::vector<double> values;
        for (const std::int32_t cell : cells) values.push_back(double(map[std::size_t(cell)]));
        return values;
    }

    YardSteps steps_of(std::string_view field, const std::vector<std::pair<double, double>>& windows) const {
        YardSteps steps{hours_, std::vector<std::vector<float>>(hours_.size())};
        for (std::size_t n = 0; n < hours_.size(); ++n) {
            if (std::ranges::none_of(
                    windows, [&](const auto& w) { return overlap(hours_[n], w.first, w.second) > 0; }))
                continue;
            const std::vector<float> map = result_.read_map(field, int(n));
            for (const std::int32_t cell : yard_) steps.values[n].push_back(map[std::size_t(cell)]);
        }
        return steps;
    }

    void heat() {
        std::vector<std::pair<double, double>> breaks;
        for (std::size_t n = 0; n + 1 < settings_.breaks_h.size(); n += 2)
            breaks.push_back({settings_.breaks_h[n], settings_.breaks_h[n + 1]});
        const double from = settings_.school_h[0], to = settings_.school_h[1];
        if (result_.has("pet")) {
            std::vector<std::pair<double, double>> all = breaks;
            all.push_back({12, 15}), all.push_back({from, to});
            const YardSteps pet = steps_of("pet", all);
            const std::vector<double> noon = window_mean(pet, {{12, 15}});
            const std::vector<double> in_breaks = window_mean(pet, breaks);
            const auto plus = [](const std::optional<double>& value, double more) {
                return value ? std::optional(*value + more) : std::nullopt;
            };
            out_["pet_mean_12_15"] = of_pet([&](double more) { return plus(mean_of(noon), more); });
            out_["pet_p95_12_15"] = of_pet([&](double more) { return plus(quantile_of(noon, 0.95), more); });
            out_["pet_in_breaks"] = of_pet([&](double more) { return plus(mean_of(in_breaks), more); });
            for (const auto& above : {std::pair{"yard_above_35", 35.0}, {"yard_above_41", 41.0}})
                out_[above.first] =
                    of_pet([&](double more) { return share_above(noon, above.second - more); }, 100);
            out_["school_hours_above_35"] =
                of_pet([&](double more) { return hours_above(pet, from, to, 35 - more); });
        } else {
            for (const char* id : {"pet_mean_12_15", "pet_p95_12_15", "yard_above_35", "yard_above_41",
                                   "pet_in_breaks", "school_hours_above_35"})
                out_[id] = lacks("pet");
        }
        for (const auto& [id, at] :
             {std::pair{"shade_10_30", 10.5}, {"shade_12_30", 12.5}, {"shade_15_30", 15.5}}) {
            if (!result_.has("shadow_fraction")) {
                out_[id] = lacks("shadow_fraction");
                continue;
            }
            const double moment = 1e-3;  // h, the step that holds it
            const std::vector<std::pair<double, double>> window = {{at, at + moment}};
            out_[id] = with_range(mean_of(window_mean(steps_of("shadow_fraction", window), window)),
                                  [](double share) { return relative(100 * share, shade_error, 100); });
        }
    }

    /// From the yard to a patch, as far as the area shows it.
    Measure distance(const std::vector<bool>& mask, double area, double farthest) const {
        if (inside_.empty()) return unknown("the yard holds no cell", "het plein bevat geen cel");
        const PatchDistance d = distance_to_patch(mask, grid_, inside_, area);
        if (d.patch)
            return {Estimate{std::min(*d.patch, d.rim), *d.patch, *d.patch},
                    d.rim < *d.patch
                        ? TwoTexts{"the area ends nearer: one outside may be nearer",
                                   "het gebied eindigt dichterbij: erbuiten kan er een dichterbij zijn"}
                        : TwoTexts{}};
        if (d.rim < farthest)
            return unknown(fmt::format("none in the area, which ends {:.0f} m from the yard", d.rim),
                           fmt::format("geen in het gebied, dat {:.0f} m van het plein eindigt", d.rim));
        return {Estimate::exactly(d.rim),
                {"none in the area: at least this far", "geen in het gebied: minstens zo ver"}};
    }

    Measure around(const std::vector<bool>& mask) const {
        double x = 0, y = 0;
        for (const std::int32_t cell : inside_) {
            x += grid_.x0 + (double(cell % grid_.nx) + 0.5) * grid_.cell_size;
            y += grid_.y0 + (double(cell / grid_.nx) + 0.5) * grid_.cell_size;
        }
        const auto count = double(inside_.size());
        const CircleShare c = share_in_circle(mask, grid_, x / count, y / count, near_m);
        const std::string seen = fmt::format("{:.0f} %", 100 * c.seen);
        if (inside_.empty() || c.seen < least_seen)
            return unknown(fmt::format("only {} of the circle lies in the area", seen),
                           fmt::format("slechts {} van de cirkel ligt in het gebied", seen));
        // What is not seen may have nothing of it, or twice as much as what is.
        const double outside = 1 - c.seen;
        Measure m{Estimate{100 * (1 - crown_error) * c.share * c.seen, 100 * c.share,
                           100 * std::min(1.0, (1 + crown_error) * (c.share * c.seen +
                                                                    std::min(1.0, 2 * c.share) * outside))},
                  {}};
        if (outside > 0.005)
            m.note = {fmt::format("of the {} of the circle that lies in the area", seen),
                      fmt::format("van de {} van de cirkel die in het gebied ligt", seen)};
        return m;
    }

    void surroundings() {
        const std::vector<float> canopy = result_.read_map("canopy_height"),
                                 surface = result_.read_map("surface_type");
        std::vector<bool> crowns(canopy.size()), green(canopy.size()), cool(canopy.size(), false);
        for (std::size_t n = 0; n < canopy.size(); ++n) {
            const auto type = SurfaceType(std::int8_t(std::isnan(surface[n]) ? 0 : surface[n]));
            crowns[n] = canopy[n] > 0;
            green[n] = open_[n] && (crowns[n] || type == SurfaceType::grass || type == SurfaceType::shrub ||
                                    type == SurfaceType::woodland || type == SurfaceType::cropland);
        }
        out_["canopy_300"] = around(crowns);
        out_["green_300"] = around(green);
        out_["distance_to_green"] = distance(green, green_area_m2, near_m);
        if (!result_.has("pet_12_18")) {
            out_["distance_to_coolness"] = lacks("pet_12_18");
            return;
        }
        const std::vector<float> pet = result_.read_map("pet_12_18");
        const auto cooler_by = [&](double less) {
            for (std::size_t n = 0; n < pet.size(); ++n)
                cool[n] =
                    open_[n] && surface[n] != float(SurfaceType::water) && double(pet[n]) - less <= cool_degc;
            return distance(cool, cool_area_m2, near_m);
        };
        Measure m = cooler_by(0);
        // In warmer air the next cool place may lie outside the area: then its distance is at least known.
        const Measure cooler = cooler_by(pet_error), warmer = cooler_by(-pet_error);
        if (m.value && cooler.value) m.value->low = std::min(m.value->low, cooler.value->low);
        if (m.value) m.value->high = std::max(m.value->high, warmer.value ? warmer.value->high : near_m);
        m.alone = m.value;
        if (const Measure coolest = cooler_by(pet_error + pet_bias); m.alone && coolest.value)
            m.alone->low = std::min(m.alone->low, coolest.value->low);
        out_["distance_to_coolness"] = std::move(m);
    }

    void air() {
        for (const std::string of : {"no2", "pm10", "pm25", "ec"}) {
            const std::string field = "yearly_concentration_" + of, roads = field + "_from_roads";
            if (result_.has(field) && less_than_a_year_) {
                for (const char* part : {"_yard", "_facade", "_from_roads"}) out_[of + part] = no_year();
                continue;
            }
            if (!result_.has(field)) {
                for (const char* part : {"_yard", "_facade", "_from_roads"}) out_[of + part] = lacks(field);
                continue;
            }
            const std::vector<float> map = result_.read_map(field);
            // What roads add times a factor, and the rest, background and other sources, likewise. Where
            // their part is not known all of it may be theirs.
            const bool has_roads = result_.has(roads);
            const std::vector<float> added = has_roads ? result_.read_map(roads) : map;
            const TwoTexts note =
                has_roads
                    ? TwoTexts{}
                    : TwoTexts{"what of it is from roads is not in the result: the range takes all of it",
                               "wat daarvan van wegen is staat niet in het resultaat: de marge neemt "
                               "alles"};
            const auto times = [&](double of_roads, double of_rest, const std::vector<std::int32_t>& cells) {
                std::vector<double> values = on(map, cells);
                const std::vector<double> part = on(added, cells);
                for (std::size_t n = 0; n < values.size(); ++n)
                    values[n] = of_rest * (values[n] - part[n]) + of_roads * part[n];
                return values;
            };
            const auto range = [&](const auto& number, const std::vector<std::int32_t>& cells) -> Measure {
                const std::optional<double> central = number(times(1, 1, cells));
                if (!central) return known({});
                return {Estimate{*number(times(1 / roads_factor, 1 - background_error, cells)), *central,
                                 *number(times(roads_factor, 1 + background_error, cells))},
                        note};
            };
            out_[of + "_yard"] = range(mean_of, yard_);
            out_[of + "_facade"] =
                facade_.empty()
                    ? unknown("no building stands in the site's footprint in this city",
                              "er staat in deze stad geen gebouw op de plattegrond van de locatie")
                    : range([](std::vector<double> v) { return quantile_of(std::move(v), 1); }, facade_);
            if (!has_roads) {
                out_[of + "_from_roads"] = lacks(roads);
                continue;
            }
            const auto share = [&](double factor) -> std::optional<double> {
                const std::optional<double> all = mean_of(times(factor, 1, yard_)),
                                            part = mean_of(on(added, yard_));
                return all && part && *all > 0 ? std::optional(100 * factor * *part / *all) : std::nullopt;
            };
            if (const auto central = share(1))
                out_[of + "_from_roads"] = {
                    Estimate{*share(1 / roads_factor), *central, *share(roads_factor)}, {}};
            else
                out_[of + "_from_roads"] = known({});
        }
    }

    bool less_than_a_year_ = false;  ///< of hours, so that nothing is a yearly mean
    const ResultReader& result_;
    const SitePlace& place_;
    const Study::Ranking& settings_;
    const Grid& grid_;
    std::vector<std::int32_t> inside_, yard_, facade_;  ///< cells of the yard's polygon, open ones, facade
    std::vector<bool> open_;
    std::vector<StepHours> hours_;
    Measures out_;
};

}  // namespace

std::vector<double> window_mean(const YardSteps& steps,
                                const std::vector<std::pair<double, double>>& windows) {
    std::vector<double> sum;
    double covered = 0, asked = 0;
    for (const auto& [from, to] : windows) {
        asked += to - from;
        for (std::size_t n = 0; n < steps.hours.size(); ++n) {
            const double hours = overlap(steps.hours[n], from, to);
            if (!(hours > 0) || steps.values[n].empty()) continue;
            sum.resize(steps.values[n].size(), 0.0);
            for (std::size_t c = 0; c < sum.size(); ++c) sum[c] += hours * double(steps.values[n][c]);
            covered += hours;
        }
    }
    if (!(covered > asked * (1 - 1e-6))) return {};
    for (double& value : sum) value /= covered;
    return sum;
}

std::optional<double> hours_above(const YardSteps& steps, double from_h, double to_h, double limit) {
    double above = 0, covered = 0;
    for (std::size_t n = 0; n < steps.hours.size(); ++n) {
        const double hours = overlap(steps.hours[n], from_h, to_h);
        const std::optional<double> mean = mean_of({steps.values[n].begin(), steps.values[n].end()});
        if (!(hours > 0) || !mean) continue;
        covered += hours;
        if (*mean > limit) above += hours;
    }
    if (!(covered > (to_h - from_h) * (1 - 1e-6))) return {};
    return above;
}

std::optional<double> mean_of(const std::vector<double>& values) {
    double sum = 0, count = 0;
    for (const double value : values)
        if (!std::isnan(value)) sum += value, ++count;
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

std::optional<double> quantile_of(std::vector<double> values, double share) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.empty()) return {};
    std::ranges::sort(values);
    const double rank = std::ceil(share * double(values.size()));
    return values[std::size_t(std::max(rank, 1.0)) - 1];
}

std::optional<double> share_above(const std::vector<double>& values, double limit) {
    double above = 0, count = 0;
    for (const double value : values)
        if (!std::isnan(value)) above += value > limit, ++count;
    return count > 0 ? std::optional(above / count) : std::nullopt;
}

PatchDistance distance_to_patch(const std::vector<bool>& mask, const Grid& grid,
                                const std::vector<std::int32_t>& from, double least_area) {
    const std::vector<bool> patches = patches_of(mask, grid, least_area);
    PatchDistance out;
    idx rim = std::max(grid.nx, grid.ny);
    for (const std::int32_t cell : from) {
        const idx j = cell / grid.nx, i = cell % grid.nx;
        rim = std::min({rim, j + 1, i + 1, grid.ny - j, grid.nx - i});
    }
    out.rim = double(rim) * grid.cell_size;
    if (std::ranges::find(patches, true) == patches.end()) return out;
    constexpr double far = 1e12;  // cells squared
    const auto nx = std::size_t(grid.nx), ny = std::size_t(grid.ny);
    std::vector<double> squared(patches.size());
    std::vector<double> line(ny);
    for (std::size_t i = 0; i < nx; ++i) {
        for (std::size_t j = 0; j < ny; ++j) line[j] = patches[j * nx + i] ? 0 : far;
        transform_line(line);
        for (std::size_t j = 0; j < ny; ++j) squared[j * nx + i] = line[j];
    }
    line.resize(nx);
    for (std::size_t j = 0; j < ny; ++j) {
        const auto row = squared.begin() + std::ptrdiff_t(j * nx);
        line.assign(row, row + std::ptrdiff_t(nx));
        transform_line(line);
        std::ranges::copy(line, row);
    }
    double least = far;
    for (const std::int32_t cell : from) least = std::min(least, squared[std::size_t(cell)]);
    out.patch = std::sqrt(least) * grid.cell_size;
    return out;
}

CircleShare share_in_circle(const std::vector<bool>& mask, const Grid& grid, double x, double y,
                            double radius) {
    double inside = 0, of_mask = 0;
    for (idx j = 0; j < grid.ny; ++j)
        for (idx i = 0; i < grid.nx; ++i) {
            const double dx = grid.x0 + (double(i) + 0.5) * grid.cell_size - x,
                         dy = grid.y0 + (double(j) + 0.5) * grid.cell_size - y;
            if (!(dx * dx + dy * dy <= radius * radius)) continue;
            ++inside, of_mask += mask[std::size_t(j * grid.nx + i)];
        }
    constexpr double pi = 3.14159265358979323846;
    if (!(inside > 0)) return {};
    return {of_mask / inside,
            std::min(1.0, inside * grid.cell_size * grid.cell_size / (pi * radius * radius))};
}

Measures measure_site(const ResultReader& result, const SitePlace& place, const Study::Ranking& settings,
                      const std::string& time_zone) {
    return SiteMeter(result, place, settings, time_zone).measure();
}

void measure_roads(const NearRoads* roads, Measures& measures) {
    const auto of = [](const std::optional<NearRoad>& road) -> Measure {
        if (!road)
            return {Estimate::exactly(roads_looked_at),
                    {"none within 1,000 m around the area: at least this far",
                     "geen binnen 1.000 m rond het gebied: minstens zo ver"}};
        const std::string vehicles = fmt::format("{:.0f}", road->vehicles);
        return {Estimate::exactly(road->distance),
                {fmt::format("{}, {} vehicles a day", road->street.empty() ? road->segment : road->street,
                             vehicles),
                 fmt::format("{}, {} voertuigen per dag", road->street.empty() ? road->segment : road->street,
                             vehicles)}};
    };
    const Measure none = unknown("the study has no traffic file", "de studie heeft geen verkeersbestand");
    measures["distance_to_busy_road"] = roads == nullptr ? none : of(roads->busy);
    measures["distance_to_open_road"] = roads == nullptr ? none : of(roads->open);
}

Measures mean_of_days(const std::vector<Measures>& days) {
    if (days.empty()) return {};
    Measures out = days.front();
    for (auto& [id, measure] : out)
        for (std::size_t n = 1; n < days.size() && measure.value; ++n) {
            const Measure& other = days[n].at(id);
            if (!other.value) {
                measure = other;
                break;
            }
            // A running mean: of n + 1 days the new one counts 1 / (n + 1).
            const double part = 1.0 / double(n + 1);
            const auto add = [&](Estimate& e, const Estimate& new_one) {
                e = {e.low + part * (new_one.low - e.low), e.central + part * (new_one.central - e.central),
                     e.high + part * (new_one.high - e.high)};
            };
            if (measure.alone) add(*measure.alone, other.shown());
            add(*measure.value, *other.value);
        }
    return out;
}

}  // namespace luwte
