// SPDX-License-Identifier: Apache-2.0
#include "inputs/sample/sample.hpp"

#include "inputs/sample/write_files.hpp"
#include "kernels/core/error.hpp"

#include <cstdio>

namespace luwte {
namespace {

using namespace sample;

/// Keeps the geometries of a table alive until it is written.
struct Sheet {
    Table table;
    std::vector<Shape> shapes;
    void add(Shape shape, std::vector<Value> values) {
        table.rows.push_back({std::move(values), shape.get()});
        shapes.push_back(std::move(shape));
    }
};

void write_bag(const std::filesystem::path& file, const BuiltPlan& built) {
    Sheet pand{{"pand",
                wkbPolygon,
                {{"identificatie", OFTString},
                 {"bouwjaar", OFTInteger},
                 {"status", OFTString},
                 {"gebruiksdoel", OFTString},
                 {"aantal_verblijfsobjecten", OFTInteger}},
                {}},
               {}};
    for (const Building& b : built.buildings)
        if (b.in_bag)
            pand.add(polygon(b.footprint),
                     {b.identifier, b.year, std::string(b.demolished ? "Pand gesloopt" : "Pand in gebruik"),
                      std::string(b.use), b.homes});
    write_tables(file, {pand.table});
}

/// lokaal_id in the form the BGT has: the holder's code and 32 hexadecimal digits.
std::string local_id(std::size_t number, std::uint64_t seed) {
    Random random(seed * 1000003 + number);
    char text[40];
    std::snprintf(text, sizeof text, "G0998.%016llx%016llx", static_cast<unsigned long long>(random.next()),
                  static_cast<unsigned long long>(random.next()));
    return text;
}

void write_bgt(const std::filesystem::path& file, const Plan& plan, const BuiltPlan& built,
               std::uint64_t seed) {
    const std::vector<Column> common{{"lokaal_id", OFTString},
                                     {"bronhouder", OFTString},
                                     {"bgt_status", OFTString},
                                     {"creation_date", OFTString},
                                     {"eind_registratie", OFTString},
                                     {"termination_date", OFTString},
                                     {"relatieve_hoogteligging", OFTInteger},
                                     {"in_onderzoek", OFTString}};
    std::size_t number = 0;
    const auto common_values = [&](int level, bool historic) {
        const Value ended = historic ? Value(std::string("2021-03-09T11:20:05Z")) : Value();
        const Value date = historic ? Value(std::string("2021-03-09")) : Value();
        return std::vector<Value>{local_id(++number, seed),
                                  std::string("G0998"),
                                  std::string(historic ? "historie" : "bestaand"),
                                  std::string(historic ? "2014-06-17" : "2016-10-04"),
                                  ended,
                                  date,
                                  level,
                                  std::string("nee")};
    };
    const auto layer = [&](const char* name, std::vector<Column> own) {
        std::vector<Column> columns = common;
        columns.insert(columns.end(), own.begin(), own.end());
        return Sheet{{name, wkbMultiPolygon, columns, {}}, {}};
    };
    const Column physical{"fysiek_voorkomen", OFTString}, plus{"plus_fysiek_voorkomen", OFTString};
    std::vector<Sheet> sheets;
    sheets.push_back(layer("wegdeel", {{"functie", OFTString}, physical, plus}));
    sheets.push_back(layer("ondersteunendwegdeel", {{"functie", OFTString}, physical, plus}));
    sheets.push_back(layer("begroeidterreindeel", {physical, plus}));
    sheets.push_back(layer("onbegroeidterreindeel", {physical, plus}));
    sheets.push_back(layer("waterdeel", {{"type_water", OFTString}}));
    sheets.push_back(layer("pand", {{"identificatie_bag_pnd", OFTString}}));

    for (LandCover& cover : land_cover(plan, built))
        for (Sheet& sheet : sheets)
            if (sheet.table.name == cover.layer) {
                std::vector<Value> values = common_values(cover.level, cover.historic);
                const std::size_t words = sheet.table.columns.size() - common.size();
                if (words != 2) values.emplace_back(cover.function);
                if (words >= 2) values.emplace_back(cover.physical), values.emplace_back(cover.physical_plus);
                if (words >= 2 && cover.physical_plus.empty()) values.back() = Value();
                sheet.add(std::move(cover.shape), std::move(values));
            }
    for (const Building& b : built.buildings) {
        if (!b.in_bag) continue;
        std::vector<Value> values = common_values(0, b.demolished);
        values.emplace_back(b.identifier);
        sheets.back().add(polygon(b.footprint), std::move(values));
    }
    std::vector<Table> tables;
    for (Sheet& sheet : sheets) tables.push_back(std::move(sheet.table));
    write_tables(file, tables);
}

void write_trees(const std::filesystem::path& file, const std::vector<Tree>& trees) {
    Sheet sheet{{"bomen",
                 wkbPoint,
                 {{"boomnummer", OFTInteger},
                  {"soort", OFTString},
                  {"hoogte_m", OFTReal},
                  {"kroondiameter_m", OFTReal}},
                 {}},
                {}};
    int number = 0;
    for (const Tree& t : trees)
        if (t.municipal)
            sheet.add(std::make_unique<OGRPoint>(t.at.x, t.at.y),
                      {++number, std::string(tree_species()[static_cast<std::size_t>(t.species)].name),
                       t.height, t.crown});
    write_tables(file, {sheet.table});
}

/// Road segments with the columns of the national monitoring tool (NSL / CIMLK), about 60 m each.
void write_roads(const std::filesystem::path& file, const Plan& plan) {
    Sheet sheet{{"wegvakken",
                 wkbLineString,
                 {{"segment_id", OFTInteger},
                  {"overheid", OFTString},
                  {"straatnaam", OFTString},
                  {"wegtype", OFTInteger},
                  {"snelheid", OFTString},
                  {"tun_factor", OFTReal},
                  {"maxsnelh_p", OFTInteger},
                  {"maxsnelh_v", OFTInteger},
                  {"int_lv", OFTInteger},
                  {"int_mv", OFTInteger},
                  {"int_zv", OFTInteger},
                  {"int_bv", OFTInteger},
                  {"stagf_lv", OFTReal},
                  {"stagf_mv", OFTReal},
                  {"stagf_zv", OFTReal},
                  {"stagf_bv", OFTReal}},
                 {}},
                {}};
    int number = 0;
    for (const Street& s : plan.streets) {
        const int pieces = std::max(1, static_cast<int>(s.line.length() / 60));
        for (int k = 0; k < pieces; ++k) {
            auto line = std::make_unique<OGRLineString>();
            for (int m = 0; m <= 6; ++m) {
                const Point p = s.line.at(s.line.length() * (k + m / 6.0) / pieces);
                line->addPoint(p.x, p.y);
            }
            const bool busy = s.speed == 50;
            const double stagnation = busy ? 0.12 : 0.0;
            sheet.add(std::move(line),
                      {++number, std::string("Gemeente Luwte"), s.name, busy ? 1 : 3,
                       std::string(busy ? "c" : "e"), 1.0, s.speed, s.speed, s.light, s.medium, s.heavy,
                       s.bus, stagnation, stagnation, stagnation, stagnation});
        }
    }
    write_tables(file, {sheet.table});
}

void write_sites(const std::filesystem::path& file, const Plan& plan) {
    const std::vector<Column> columns{{"site", OFTString}, {"name", OFTString}};
    Sheet yard{{"yard", wkbPolygon, columns, {}}, {}}, building{{"building", wkbPolygon, columns, {}}, {}};
    for (const Plan::Site& site : plan.sites) {
        const std::vector<Value> values{std::string(site.id), std::string(site.name)};
        yard.add(polygon(site.yard), values);
        building.add(polygon(site.building), values);
    }
    write_tables(file, {yard.table, building.table});
}

}  // namespace

void write_sample(const std::filesystem::path& folder, std::uint64_t seed) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!std::filesystem::is_directory(folder))
        throw RuntimeError("cannot make the folder " + folder.string());

    const Plan plan = make_plan(seed);
    const Terrain terrain(plan, seed);
    Mask mask;
    reserve(plan, mask);
    const BuiltPlan built = build(plan, terrain, mask, seed);
    const std::vector<Tree> trees = plant(plan, built, mask, seed);
    const Heights rasters = heights(plan, built, trees, mask, terrain, seed);

    write_heights(folder / "dsm_05m.tif", rasters.surface, "DSM m NAP");
    write_heights(folder / "dtm_05m.tif", rasters.terrain, "DTM m NAP");
    write_bag(folder / "bag_pand.gpkg", built);
    write_bgt(folder / "bgt.gpkg", plan, built, seed);
    write_trees(folder / "trees.gpkg", trees);
    write_roads(folder / "roads.gpkg", plan);
    write_sites(folder / "sites.gpkg", plan);
    write_weather(folder / "knmi_uurgeg_344_20150701.txt");
}

}  // namespace luwte
