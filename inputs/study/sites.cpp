// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/sites.hpp"

#include "inputs/study/table_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace luwte {
namespace {

constexpr std::size_t most_sites = 50;

class SiteReader : TableReader {
  public:
    SiteReader(const std::filesystem::path& folder, const MaterialProblem& report)
        : TableReader(folder, report,
                      "for example: id = \"park\", name = \"At the edge of the park\", yard = "
                      "\"yards.geojson\"") {}

    std::vector<Study::Site> read(const toml::node& given) {
        std::vector<Study::Site> sites;
        each_table(given, "site", most_sites, [&](const toml::table& table, const std::string& path) {
            Study::Site one = site(table, path);
            if (std::ranges::find(sites, one.id, &Study::Site::id) != sites.end())
                problem(table, path + ".id", fmt::format("\"{}\" stands twice", one.id),
                        "each site has a folder of its own by its id");
            sites.push_back(std::move(one));
        });
        return sites;
    }

  private:
    Study::Site site(const toml::table& given, const std::string& path) {
        check_keys(given, path, {"id", "name", "yard", "building", "building_height_m"}, "a site");
        Study::Site out;
        out.id = id(given, path, {}, {});
        out.name = name(given, path);
        if (const toml::node* node = given.get("yard"))
            out.yard = file(*node, path + ".yard");
        else
            problem(given, path + ".yard", "is missing", example());
        if (const toml::node* node = given.get("building")) out.building = file(*node, path + ".building");
        const toml::node* height = given.get("building_height_m");
        if (height == nullptr) return out;
        out.building_height_m = height->value<double>().value_or(0);
        if (!height->is_number() ||
            !(out.building_height_m >= lowest_building && out.building_height_m <= highest_building))
            problem(*height, path + ".building_height_m",
                    fmt::format("has to be a number, {} to {}", lowest_building, highest_building));
        if (!given.contains("building"))
            problem(*height, path + ".building_height_m", "stands without `building`",
                    "`building` names the polygons of the school that is built");
        return out;
    }
};

}  // namespace

std::vector<Study::Site> read_sites(const toml::node& given, const std::filesystem::path& folder,
                                    const MaterialProblem& report) {
    return SiteReader(folder, report).read(given);
}

Study study_of(const Study& study, const Study::Site& site) {
    Study out = study;
    out.sites.clear();
    if (!has_own_city(site)) return out;
    out.title = study.title.empty() ? site.name : study.title + ": " + site.name;
    Study::Edit built;
    built.action = "add_building";
    built.polygons = site.building, built.height_m = site.building_height_m, built.site = site.id;
    built.key = fmt::format("site {} (its school)", site.id);
    out.edits.push_back(built);
    for (Study::Scenario& scenario : out.scenarios) scenario.edits.push_back(built);
    return out;
}

std::string site_text() {
    return fmt::format(
        "[[site]], at most {} of them: places that are judged beside each other, such as plots for a school. "
        "Each has `id` (a folder's name: a to z, 0 to 9, -), `name`, `yard` (a file of polygons: the yard) "
        "and, where they are known, `building` (a file of polygons: the school's footprint) and "
        "`building_height_m` ({} to {}): then the school does not stand yet and is built, in this site's "
        "city, "
        "after all edits of a scenario. Without a height the city is the same for all sites and is computed "
        "once. Files may hold several sites: polygons with a property `site` count for the site of that id "
        "only, and of a file with a layer named as the key, yard or building, that layer is read. A site "
        "lies "
        "inside the area as a whole.",
        most_sites, lowest_building, highest_building);
}

}  // namespace luwte
