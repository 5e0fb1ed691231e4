// SPDX-License-Identifier: Apache-2.0
#include "inputs/sources/read_sources.hpp"

#include "inputs/study/suggest.hpp"
#include "inputs/vector/features.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace luwte {
namespace {

constexpr double roof_slack = 0.05;  ///< m; heights of roofs are rounded
constexpr double ug_s_of_kg_year = 1e9 / (365 * 86400.0);
constexpr std::array<const char*, 11> attributes = {"group",
                                                    "name",
                                                    "id",
                                                    "height_m",
                                                    "hours",
                                                    "nox_kg_per_year",
                                                    "no2_kg_per_year",
                                                    "pm10_kg_per_year",
                                                    "pm25_kg_per_year",
                                                    "ec_kg_per_year",
                                                    "remark"};

/// Numbers of features that GIS programs write beside the attributes.
constexpr std::array<std::string_view, 3> numbers_of_gdal = {"fid", "gmlid", "ogcfid"};

std::string attribute_of(Substance s) {
    return std::string(substance_names[std::size_t(s)]) + "_kg_per_year";
}

bool is_group_name(const std::string& name) {
    return !name.empty() && name.size() <= 20 && name != "roads" && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// What a polygon covers of columns, from its edges alone: of a row the area to the right of an upward edge
/// is taken off, that to the right of a downward one counts, so that corners and columns cost what they are
/// in number, not one times the other.
class CoverOfColumns {
  public:
    CoverOfColumns(const Grid& grid, const OGREnvelope& e)
        : grid_(grid),
          j0_(clamped((e.MinY - grid.y0) / grid.cell_size, grid.ny)),
          j1_(clamped(std::ceil((e.MaxY - grid.y0) / grid.cell_size), grid.ny)),
          i0_(clamped((e.MinX - grid.x0) / grid.cell_size, grid.nx)),
          i1_(clamped(std::ceil((e.MaxX - grid.x0) / grid.cell_size), grid.nx)),
          right_of_(std::size_t(j1_ - j0_) * row_length()) {}

    void add(const OGRMultiPolygon& shape) {
        for (const OGRPolygon* polygon : shape) {
            bool is_hole = false;
            for (const OGRLinearRing* ring : *polygon) add(*ring, is_hole), is_hole = true;
        }
    }
    /// Shares of an area [m2], row by row.
    std::vector<PlacedSource::Column> columns(double whole) const {
        const double of_column = grid_.cell_size * grid_.cell_size / whole;
        std::vector<PlacedSource::Column> out;
        for (idx j = j0_; j < j1_; ++j) {
            double covered = 0;
            for (idx i = i0_; i < i1_; ++i) {
                covered += right_of_[at(j, i)];
                if (covered > rounding) out.push_back({j, i, covered * of_column});
            }
        }
        return out;
    }

  private:
    static constexpr double rounding = 1e-9;  ///< 1, of a column

    static idx clamped(double at, idx size) { return idx(std::clamp(std::floor(at), 0.0, double(size))); }
    std::size_t row_length() const { return std::size_t(i1_ - i0_) + 1; }
    std::size_t at(idx j, idx i) const { return std::size_t(j - j0_) * row_length() + std::size_t(i - i0_); }

    void add(const OGRLinearRing& ring, bool is_hole) {
        const double sign = (ring.isClockwise() != 0) != is_hole ? 1 : -1;
        for (int n = 0; n + 1 < ring.getNumPoints(); ++n)
            add_edge((ring.getX(n) - grid_.x0) / grid_.cell_size, (ring.getY(n) - grid_.y0) / grid_.cell_size,
                     (ring.getX(n + 1) - grid_.x0) / grid_.cell_size,
                     (ring.getY(n + 1) - grid_.y0) / grid_.cell_size, sign);
    }
    /// Row by row, in columns from the grid's corner.
    void add_edge(double xa, double ya, double xb, double yb, double sign) {
        if (ya > yb) std::swap(xa, xb), std::swap(ya, yb), sign = -sign;
        const double low = std::max(ya, double(j0_)), high = std::min(yb, double(j1_));
        const auto x_at = [&](double y) {
            return std::clamp(xa + (y - ya) / (yb - ya) * (xb - xa), std::min(xa, xb), std::max(xa, xb));
        };
        for (idx j = idx(std::floor(low)); low < high && j < high; ++j) {
            const double from = std::max(low, double(j)), to = std::min(high, double(j) + 1);
            if (from < to) add_in_row(j, x_at(from), x_at(to), sign * (to - from));
        }
    }
    /// Column by column; `height` is that of the edge in the row, with its sign.
    void add_in_row(idx j, double xa, double xb, double height) {
        const double x0 = std::min(xa, xb), x1 = std::max(xa, xb), begin = i0_, end = i1_;
        const auto part = [&](double from, double to) {
            return x1 > x0 ? height * (to - from) / (x1 - x0) : height;
        };
        if (x0 < begin) right_of_[at(j, i0_)] += part(x0, std::min(x1, begin));
        if (x0 < begin && x1 <= begin) return;
        for (double from = std::max(x0, begin); from < end;) {
            const auto i = idx(std::floor(from));
            const double to = std::min(x1, double(i) + 1), of_height = part(from, to),
                         left = 0.5 * (from + to) - i;  // of the column, beside the edge
            right_of_[at(j, i)] += of_height * (1 - left), right_of_[at(j, i + 1)] += of_height * left;
            if (!(to < x1)) break;
            from = to;
        }
    }

    const Grid& grid_;
    idx j0_, j1_, i0_, i1_;         ///< the columns of the shape's box
    std::vector<double> right_of_;  ///< change of what is covered, from column to column
};

class SourceReader {
  public:
    SourceReader(const std::string& role, const std::filesystem::path& file, const CityLayers& city,
                 const Grid& wind_grid, const std::vector<Substance>& substances)
        : role_(role), file_(file), city_(city), wind_(wind_grid), substances_(substances) {}

    PlacedSources read() {
        Grid anywhere = city_.grid;
        anywhere.nx = anywhere.ny = 0;
        const FeatureSet set = read_features(
            role_, file_, anywhere, [](const std::string&) { return true; }, true);
        out_.warnings = set.warnings;
        if (set.ended + set.not_on_the_ground > 0)
            out_.warnings.push_back(
                fmt::format("{}: {} objects of {} were left out: ended versions, or below ground level",
                            role_, set.ended + set.not_on_the_ground, file_.string()));
        for (const auto* list : {&set.features, &set.unusable})
            if (!list->empty() && list->front().short_names)
                throw InputError(
                    role_,
                    file_.string() +
                        " is a Shapefile, which cuts names of attributes to ten "
                        "characters",
                    "write it as GeoPackage or GeoJSON: ogr2ogr sources.gpkg FILE.shp, with names "
                    "put right");
        for (const Feature& f : set.unusable) {
            name_of(f);
            problem("has no geometry that can be used",
                    "a point, a polygon or a multipolygon is expected, in a CRS that reaches there");
        }
        if (set.broken > 0)
            problems_.add(fmt::format("{}, {}", role_, file_.string()),
                          fmt::format("{} objects cannot be read", set.broken), "the file is damaged");
        if (problems_.empty() && set.features.empty())
            throw InputError(role_, file_.string() + " holds no source: no point or polygon",
                             "draw them inside the area, in the study's CRS or in one that the file names");
        if (set.features.size() > most_sources)
            throw InputError(role_,
                             fmt::format("{} holds {} sources; at most {} are allowed", file_.string(),
                                         set.features.size(), most_sources),
                             "join those of a group as a multipolygon");
        for (const Feature& f : set.features) add(f);
        if (out_.groups.size() > most_source_groups)
            problems_.add(fmt::format("{}, {}", role_, file_.string()),
                          fmt::format("there are {} groups; at most {} are allowed", out_.groups.size(),
                                      most_source_groups),
                          "each group takes a solution of every sector and substance; join some");
        problems_.throw_if_any();
        if (without_no2_ > 0)
            out_.warnings.push_back(fmt::format(
                "{}: {} sources have no no2_kg_per_year: all of their NOx is taken as NO when emitted", role_,
                without_no2_));
        out_.record = record_of("sources", file_, set.crs, set.date);
        return std::move(out_);
    }

  private:
    void problem(std::string what, std::string hint) {
        problems_.add(fmt::format("{}, {}", role_, file_.string()),
                      fmt::format("source '{}' {}", printable(name_), what), std::move(hint));
    }

    /// Of an attribute in its range; nothing where there is none, or a problem.
    std::optional<double> number(const Feature& f, const std::string& attribute, double most) {
        const std::string text = f.get({normalised(attribute).c_str()});
        if (text.empty()) return std::nullopt;
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size() && value >= 0 && value <= most)
            return value;
        problem(fmt::format("has {} = '{}'", attribute, printable(text)),
                fmt::format("a number from 0 to {:g} is expected", most));
        return std::nullopt;
    }

    void check_attributes(const Feature& f) {
        for (const auto& field : f.field) {
            const std::string& key = field.first;
            const bool known =
                key == "source" || std::ranges::find(numbers_of_gdal, key) != numbers_of_gdal.end() ||
                std::ranges::any_of(attributes, [&](const char* name) { return normalised(name) == key; });
            if (known) continue;
            const std::string nearest = nearest_name(key, {attributes.begin(), attributes.end()});
            problem(fmt::format("has an attribute '{}' that is not known", printable(key)),
                    nearest.empty() ? fmt::format("known are {}, source", fmt::join(attributes, ", "))
                                    : "did you mean '" + nearest + "'?");
        }
    }

    void read_emission(const Feature& f, PlacedSource& source) {
        bool emits = false, says = true, says_nox = false;
        for (const Substance s : substances_) {
            const std::string attribute = attribute_of(s);
            const bool given = !f.get({normalised(attribute).c_str()}).empty();
            if (s != Substance::no2 && !given) {
                problem("has no " + attribute, "0 says that it emits none");
                says = false;
            }
            const std::optional<double> value = number(f, attribute, 1e8);
            says = says && (value || !given);
            says_nox = says_nox || (s == Substance::nox && value);
            source.emission[std::size_t(s)] = value.value_or(0) * ug_s_of_kg_year;
            emits = emits || value.value_or(0) > 0;
            if (s == Substance::no2 && !given && source.emission[std::size_t(Substance::nox)] > 0)
                ++without_no2_;
        }
        if (says && !emits)
            problem("emits nothing",
                    "remove it, or give it an emission above 0 of what air.pollutants asks for");
        if (says_nox &&
            source.emission[std::size_t(Substance::no2)] > source.emission[std::size_t(Substance::nox)])
            problem("emits more NO2 than NOx",
                    "nox_kg_per_year counts all NOx as NO2, no2_kg_per_year within it");
    }

    void name_of(const Feature& f) {
        name_ = f.get({"name", "id"});
        if (name_.empty()) name_ = fmt::format("{}", f.number + 1);
    }

    void add(const Feature& f) {
        name_of(f);
        check_attributes(f);
        PlacedSource source;
        source.name = printable(name_, 100), source.group = f.get({"group"});
        source.is_point = wkbFlatten(f.geometry->getGeometryType()) == wkbPoint;
        if (!is_group_name(source.group))
            problem(source.group.empty() ? std::string("has no group")
                                         : fmt::format("has the group '{}'", printable(source.group)),
                    "a name of lower case letters, digits and _, at most 20, other than 'roads'");
        if (source.is_point && f.get({"heightm"}).empty())
            problem("is a point without height_m",
                    "above ground, in metres; on a roof that of the roof and more");
        source.height = number(f, "height_m", 500).value_or(0);
        const std::string hours = f.get({"hours"});
        if (!hours.empty() && hours != "even" && hours != "traffic")
            problem(fmt::format("has hours = '{}'", printable(hours)), "\"even\" or \"traffic\" is expected");
        source.follows_traffic = hours == "traffic";
        read_emission(f, source);
        if (!(source.is_point ? place_point(*f.geometry->toPoint(), source)
                              : place_polygons(*f.geometry->toMultiPolygon(), source)))
            return;
        const auto same = std::ranges::find(out_.sources, source.group, &PlacedSource::group);
        if (same == out_.sources.end())
            out_.groups.push_back(source.group);
        else if (same->follows_traffic != source.follows_traffic)
            problem("has other hours than '" + same->name + "' of its group",
                    "all of a group have the same hours; make two groups");
        out_.sources.push_back(std::move(source));
    }

    bool place_point(const OGRPoint& p, PlacedSource& source) {
        const auto place = [](double from, double begin, double size, idx count) {
            const double n = std::floor((from - begin) / size);
            return n >= 0 && n < count ? idx(n) : idx(-1);
        };
        source.middle = {p.getX(), p.getY()};
        const Grid& grid = city_.grid;
        const idx j = place(p.getY(), grid.y0, grid.cell_size, grid.ny),
                  i = place(p.getX(), grid.x0, grid.cell_size, grid.nx);
        if (j < 0 || i < 0) {
            problem(fmt::format("at ({:.1f}, {:.1f}) lies outside the area", p.getX(), p.getY()),
                    "move it, or widen area.bounds_m");
            return false;
        }
        const auto roof =
            double(city_.building_height[std::size_t(j) * std::size_t(grid.nx) + std::size_t(i)]);
        if (roof > source.height + roof_slack) {
            problem(fmt::format("at {:g} m stands inside a building of {:.2f} m", source.height,
                                std::ceil(100 * roof - 1e-3) / 100),
                    "a source on a roof has a height_m above that of the building");
            return false;
        }
        source.columns = {{std::min(place(p.getY(), wind_.y0, wind_.cell_size, wind_.ny + 1), wind_.ny - 1),
                           std::min(place(p.getX(), wind_.x0, wind_.cell_size, wind_.nx + 1), wind_.nx - 1),
                           1.0}};
        return true;
    }

    /// By the area of each column that they cover.
    bool place_polygons(const OGRMultiPolygon& shape, PlacedSource& source) {
        OGREnvelope e;
        shape.getEnvelope(&e);
        source.middle = {(e.MinX + e.MaxX) / 2, (e.MinY + e.MaxY) / 2};
        CoverOfColumns cover(wind_, e);
        cover.add(shape);
        source.columns = cover.columns(shape.get_Area());
        double inside = 0;
        for (const PlacedSource::Column& c : source.columns) inside += c.share;
        if (!(inside > 0)) {
            problem("lies outside the area", "move it, or widen area.bounds_m");
            return false;
        }
        if (inside < 1 - 1e-6)
            out_.warnings.push_back(
                fmt::format("{}: source '{}' reaches beyond the area: {:.0f} % of it emits", role_,
                            printable(name_), 100 * inside));
        return true;
    }

    const std::string& role_;
    const std::filesystem::path& file_;
    const CityLayers& city_;
    const Grid& wind_;
    const std::vector<Substance>& substances_;
    std::string name_;  ///< of the source in hand
    std::size_t without_no2_ = 0;
    PlacedSources out_;
    Problems problems_;
};

}  // namespace

PlacedSources read_sources(const std::string& role, const std::filesystem::path& file, const CityLayers& city,
                           const Grid& wind_grid, const std::vector<Substance>& substances) {
    return SourceReader(role, file, city, wind_grid, substances).read();
}

}  // namespace luwte
