// SPDX-License-Identifier: Apache-2.0
#include "inputs/sample/sample.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <unistd.h>

namespace luwte {
namespace {

constexpr double west = 92800, north = 439000;  // RD of the sample's north-west corner
constexpr int cells = 1200;

struct Raster {
    std::vector<float> z;
    static bool hole(float value) { return value > 1e30f; }
    float at(double x, double y) const {
        const int i = static_cast<int>((x - west) / 0.5), row = static_cast<int>((north - y) / 0.5);
        if (i < 0 || row < 0 || i >= cells || row >= cells) return 3.4e38f;
        return z[static_cast<std::size_t>(row) * cells + i];
    }
    double share_of_holes() const {
        return static_cast<double>(std::count_if(z.begin(), z.end(), hole)) / static_cast<double>(z.size());
    }
};

struct Object {
    std::map<std::string, std::string> text;  ///< only the fields that are set
    std::unique_ptr<OGRGeometry> shape;
    std::string operator[](const std::string& field) const {
        const auto found = text.find(field);
        return found == text.end() ? "" : found->second;
    }
};

class Sample : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        GDALAllRegister();
        // Tests may run at the same time, each in a process of its own.
        const std::string name = "luwte_sample_test_" + std::to_string(getpid());
        folder() = std::filesystem::path(testing::TempDir()) / name / "sample";
        std::filesystem::remove_all(folder().parent_path());
        write_sample(folder());
    }
    static void TearDownTestSuite() { std::filesystem::remove_all(folder().parent_path()); }

    static std::filesystem::path& folder() {
        static std::filesystem::path path;
        return path;
    }
    static Raster raster(const char* name) {
        std::unique_ptr<GDALDataset> file(GDALDataset::Open((folder() / name).c_str(), GDAL_OF_RASTER));
        Raster raster{std::vector<float>(static_cast<std::size_t>(cells) * cells)};
        EXPECT_EQ(file->GetRasterXSize(), cells);
        EXPECT_EQ(file->GetRasterYSize(), cells);
        EXPECT_EQ(file->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, cells, cells, raster.z.data(), cells, cells,
                                                   GDT_Float32, 0, 0, nullptr),
                  CE_None);
        return raster;
    }
    static std::vector<Object> objects(const char* name, const char* layer_name) {
        std::unique_ptr<GDALDataset> file(GDALDataset::Open((folder() / name).c_str(), GDAL_OF_VECTOR));
        std::vector<Object> all;
        OGRLayer* layer = file->GetLayerByName(layer_name);
        EXPECT_NE(layer, nullptr) << layer_name;
        for (const auto& feature : layer) {
            Object object{{}, std::unique_ptr<OGRGeometry>(feature->GetGeometryRef()->clone())};
            for (int k = 0; k < feature->GetFieldCount(); ++k)
                if (feature->IsFieldSetAndNotNull(k))
                    object.text[feature->GetFieldDefnRef(k)->GetNameRef()] = feature->GetFieldAsString(k);
            all.push_back(std::move(object));
        }
        return all;
    }
    static std::vector<Object> standing_buildings() {
        std::vector<Object> all = objects("bag_pand.gpkg", "pand");
        std::erase_if(all, [](const Object& pand) { return pand["status"] != "Pand in gebruik"; });
        return all;
    }
    /// Heights of the cells whose centre is inside a shape shrunk by 1 m.
    static std::vector<float> inside(const Raster& raster, const OGRGeometry& shape) {
        const std::unique_ptr<OGRGeometry> core(shape.Buffer(-1.0));
        const OGRPreparedGeometryUniquePtr prepared(
            OGRCreatePreparedGeometry(OGRGeometry::ToHandle(core.get())));
        OGREnvelope box;
        core->getEnvelope(&box);
        std::vector<float> found;
        for (double y = std::floor(box.MinY) + 0.25; y < box.MaxY; y += 0.5)
            for (double x = std::floor(box.MinX) + 0.25; x < box.MaxX; x += 0.5) {
                OGRPoint point(x, y);
                const bool in_raster = x > west && x < west + 600 && y > north - 600 && y < north;
                if (in_raster && OGRPreparedGeometryContains(prepared.get(), OGRGeometry::ToHandle(&point)))
                    found.push_back(raster.at(x, y));
            }
        return found;
    }
};

TEST_F(Sample, HasAsManyHolesAsRealAhn) {
    // Real crops: AHN3 Delft 8 % and 38 %, Amsterdam 9 % and 52 % (denser towns, wider canals).
    const double surface = raster("dsm_05m.tif").share_of_holes(),
                 terrain = raster("dtm_05m.tif").share_of_holes();
    EXPECT_GT(surface, 0.03);
    EXPECT_LT(surface, 0.12);
    EXPECT_GT(terrain, 0.25);
    EXPECT_LT(terrain, 0.50);
}

TEST_F(Sample, WaterIsAHoleInBothRasters) {
    const Raster surface = raster("dsm_05m.tif"), terrain = raster("dtm_05m.tif");
    std::size_t cells_seen = 0, surface_holes = 0;
    for (const Object& water : objects("bgt.gpkg", "waterdeel")) {
        for (const float z : inside(terrain, *water.shape)) EXPECT_TRUE(Raster::hole(z));
        for (const float z : inside(surface, *water.shape)) ++cells_seen, surface_holes += Raster::hole(z);
    }
    ASSERT_GT(cells_seen, 20000u);
    EXPECT_GT(static_cast<double>(surface_holes),
              0.85 * static_cast<double>(cells_seen));  // crowns and a bridge overhang it
}

TEST_F(Sample, GroundUnderBuildingsIsAHoleAndRoofsAreSeen) {
    const Raster surface = raster("dsm_05m.tif"), terrain = raster("dtm_05m.tif");
    std::size_t roof = 0, roof_holes = 0;
    for (const Object& pand : standing_buildings()) {
        for (const float z : inside(terrain, *pand.shape))
            EXPECT_TRUE(Raster::hole(z)) << pand["identificatie"];
        for (const float z : inside(surface, *pand.shape)) ++roof, roof_holes += Raster::hole(z);
    }
    ASSERT_GT(roof, 100000u);
    EXPECT_LT(static_cast<double>(roof_holes), 0.05 * static_cast<double>(roof));
}

TEST_F(Sample, HeightsAreThoseOfAPolderWithATenStoreyBlock) {
    const Raster surface = raster("dsm_05m.tif"), terrain = raster("dtm_05m.tif");
    float lowest = 1e9f, highest = -1e9f, highest_ground = -1e9f;
    std::size_t below = 0;
    for (std::size_t c = 0; c < surface.z.size(); ++c) {
        const float s = surface.z[c], t = terrain.z[c];
        if (!Raster::hole(s)) lowest = std::min(lowest, s), highest = std::max(highest, s);
        if (!Raster::hole(t)) highest_ground = std::max(highest_ground, t);
        if (!Raster::hole(s) && !Raster::hole(t) && s < t - 0.15f) ++below;
    }
    EXPECT_GT(lowest, -2.5f);
    EXPECT_GT(highest, 28.0f);  // ten storeys of 2.9 m
    EXPECT_LT(highest, 36.0f);
    EXPECT_GT(highest_ground, 0.7f);  // dike and bridge ramps above a ground at about -1 m
    EXPECT_LT(highest_ground, 2.5f);
    EXPECT_EQ(below, 0u);  // 0.15 m: several times the noise
}

TEST_F(Sample, FootprintsAreValidApartAndNumberedAsInBag) {
    const std::vector<Object> all = standing_buildings();
    EXPECT_GT(all.size(), 500u);
    std::set<std::string> numbers;
    std::vector<OGREnvelope> boxes(all.size());
    for (std::size_t k = 0; k < all.size(); ++k) {
        const std::string number = all[k]["identificatie"];
        EXPECT_EQ(number.size(), 16u);
        EXPECT_EQ(number[0], '0');
        EXPECT_TRUE(numbers.insert(number).second) << number;
        EXPECT_TRUE(all[k].shape->IsValid()) << number;
        all[k].shape->getEnvelope(&boxes[k]);
        for (std::size_t m = 0; m < k; ++m) {
            if (!boxes[k].Intersects(boxes[m])) continue;
            const std::unique_ptr<OGRGeometry> common(all[k].shape->Intersection(all[m].shape.get()));
            // Coordinates are rounded to 1 mm: two walls of 10 m may share 0.01 m2.
            EXPECT_LT(OGR_G_Area(OGRGeometry::ToHandle(common.get())), 0.02)
                << number << " " << all[m]["identificatie"];
        }
    }
}

TEST_F(Sample, OldHousesHaveRidges) {
    const Raster surface = raster("dsm_05m.tif");
    int houses = 0, with_ridge = 0;
    for (const Object& pand : standing_buildings()) {
        if (pand["gebruiksdoel"] != "woonfunctie" || std::stoi(pand["bouwjaar"]) > 1940) continue;
        std::vector<float> z = inside(surface, *pand.shape);
        std::erase_if(z, Raster::hole);
        if (z.size() < 60) continue;
        std::sort(z.begin(), z.end());
        ++houses;
        // A 43 degree roof over 9 m rises 4.3 m; 10 % of the cells are cut off on both sides.
        if (z[z.size() * 9 / 10] - z[z.size() / 10] > 1.5f) ++with_ridge;
    }
    ASSERT_GT(houses, 100);
    EXPECT_GT(with_ridge, 0.95 * houses);
}

TEST_F(Sample, CrownsAreDomesNotCylinders) {
    const Raster surface = raster("dsm_05m.tif");
    int trees = 0, domes = 0;
    for (const Object& tree : objects("trees.gpkg", "bomen")) {
        const double radius = std::stod(tree["kroondiameter_m"]) / 2;
        if (radius < 3) continue;
        const OGRPoint* foot = tree.shape->toPoint();
        std::array<double, 2> sum{}, count{};
        for (double dy = -radius; dy <= radius; dy += 0.5)
            for (double dx = -radius; dx <= radius; dx += 0.5) {
                const double r = std::sqrt(dx * dx + dy * dy) / radius;
                const float z = surface.at(foot->getX() + dx, foot->getY() + dy);
                if (Raster::hole(z) || (r > 0.3 && r < 0.75) || r > 0.95) continue;
                sum[r > 0.5] += z, count[r > 0.5] += 1;
            }
        if (count[0] == 0 || count[1] == 0) continue;
        ++trees;
        domes += sum[0] / count[0] > sum[1] / count[1] + 1;
    }
    ASSERT_GT(trees, 200);
    EXPECT_GT(domes, 0.8 * trees);  // not all: crowns in a wood or a row grow into each other
}

TEST_F(Sample, EveryPointOfTheGroundHasOneLandCover) {
    std::vector<Object> ground;
    for (const char* layer : {"wegdeel", "ondersteunendwegdeel", "begroeidterreindeel",
                              "onbegroeidterreindeel", "waterdeel", "pand"})
        for (Object& object : objects("bgt.gpkg", layer)) {
            EXPECT_TRUE(object.shape->IsValid()) << object["lokaal_id"];
            if (object["eind_registratie"].empty() && object["relatieve_hoogteligging"] == "0")
                ground.push_back(std::move(object));
        }
    std::vector<OGREnvelope> boxes(ground.size());
    for (std::size_t k = 0; k < ground.size(); ++k) ground[k].shape->getEnvelope(&boxes[k]);
    for (int k = 0; k < 1500; ++k) {  // a lattice that no edge follows
        const OGRPoint p(west + std::fmod(k * 0.61803398875, 1.0) * 599 + 0.3,
                         north - 599.7 + k * 599.0 / 1500);
        int covers = 0;
        for (std::size_t m = 0; m < ground.size(); ++m)
            if (p.getX() >= boxes[m].MinX && p.getX() <= boxes[m].MaxX && p.getY() >= boxes[m].MinY &&
                p.getY() <= boxes[m].MaxY)
                covers += ground[m].shape->Contains(&p);
        EXPECT_EQ(covers, 1) << "at " << p.getX() << " " << p.getY();
    }
}

TEST_F(Sample, ABridgeLiesAboveTheCanalAndHistoryIsKept) {
    int decks = 0, historic = 0;
    const std::vector<Object> water = objects("bgt.gpkg", "waterdeel");
    for (const Object& road : objects("bgt.gpkg", "wegdeel")) {
        if (road["relatieve_hoogteligging"] == "1") {
            ++decks;
            EXPECT_TRUE(std::any_of(water.begin(), water.end(),
                                    [&](const Object& w) { return road.shape->Intersects(w.shape.get()); }));
        }
        historic += !road["eind_registratie"].empty();
    }
    EXPECT_EQ(decks, 5);  // carriageway, two cycle paths, two footpaths
    EXPECT_GE(historic, 2);
}

TEST_F(Sample, OneRoadCarriesMoreThanTenThousandVehicles) {
    std::set<std::string> busy;
    for (const Object& road : objects("roads.gpkg", "wegvakken")) {
        const int all = std::stoi(road["int_lv"]) + std::stoi(road["int_mv"]) + std::stoi(road["int_zv"]) +
                        std::stoi(road["int_bv"]);
        if (all > 10000) busy.insert(road["straatnaam"]);
    }
    EXPECT_EQ(busy, std::set<std::string>{"Stadsweg"});
}

TEST_F(Sample, ThreeSitesHaveAYardAndABuilding) {
    for (const char* layer : {"yard", "building"}) {
        const std::vector<Object> sites = objects("sites.gpkg", layer);
        ASSERT_EQ(sites.size(), 3u) << layer;
        EXPECT_EQ(sites[0]["site"], "bestaande-school");
    }
}

TEST_F(Sample, WritesItsFilesAndNothingElse) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder().parent_path()))
        names.insert(entry.path().filename());
    EXPECT_EQ(names, (std::set<std::string>{"sample", "dsm_05m.tif", "dtm_05m.tif", "bag_pand.gpkg",
                                            "bgt.gpkg", "trees.gpkg", "roads.gpkg", "sites.gpkg",
                                            "knmi_uurgeg_344_20150701.txt"}));
}

TEST_F(Sample, AFileInTheWayIsAnError) {
    const std::filesystem::path file = folder().parent_path() / "a_file";
    std::ofstream(file) << "x";
    EXPECT_THROW(write_sample(file), RuntimeError);
    EXPECT_THROW(write_sample(file / "below"), RuntimeError);
    std::filesystem::remove(file);
}

TEST_F(Sample, WeatherIsTheReferenceDay) {
    // The Dutch methods reference, section 4.2: station 344, 1 July 2015, hours 1 to 23.
    const std::vector<int> t{195, 184, 180, 178, 189, 204, 231, 255, 272, 290, 303, 318,
                             325, 330, 338, 340, 338, 329, 313, 293, 278, 275, 265};
    const std::vector<int> q{0,   0,   0,   2,   29,  77, 134, 189, 227, 278, 306, 319,
                             306, 287, 251, 207, 155, 99, 47,  9,   0,   0,   0};
    const std::vector<int> ff{30, 30, 20, 30, 20, 30, 40, 30, 40, 50, 70, 60,
                              50, 50, 50, 50, 50, 50, 40, 40, 30, 40, 40};
    const std::vector<int> dd{100, 90,  90,  100, 90,  100, 100, 110, 100, 100, 90, 110,
                              110, 120, 120, 130, 130, 110, 100, 100, 100, 110, 110};
    std::ifstream file(folder() / "knmi_uurgeg_344_20150701.txt");
    std::map<int, std::vector<std::array<int, 9>>> days;
    std::set<std::string> marks;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("# luwte-estimated: ")) marks.insert(line.substr(19, line.find(" ;") - 19));
        if (line.empty() || line[0] == '#') continue;
        std::replace(line.begin(), line.end(), ',', ' ');
        std::istringstream words(line);
        std::array<int, 9> row{};
        for (int& value : row) ASSERT_TRUE(words >> value) << line;
        EXPECT_EQ(row[0], 344);
        EXPECT_EQ(row[2], static_cast<int>(days[row[1]].size()) + 1);
        EXPECT_GE(row[8], 30) << line;  // humidity of a hot but not a desert day
        EXPECT_LE(row[8], 100) << line;
        days[row[1]].push_back(row);
    }
    ASSERT_EQ(days.size(), 3u);
    for (const auto& [date, rows] : days) EXPECT_EQ(rows.size(), 24u) << date;
    for (std::size_t h = 0; h < 23; ++h) {
        const auto& row = days[20150701][h];
        EXPECT_EQ(row[3], dd[h]);
        EXPECT_EQ(row[4], ff[h]);
        EXPECT_EQ(row[5], t[h]);
        EXPECT_EQ(row[6], q[h]);
    }
    EXPECT_NEAR(days[20150630][23][5], t[0], 20);  // no jump at midnight
    EXPECT_NEAR(days[20150701][23][5], days[20150702][0][5], 20);
    for (const char* mark :
         {"T 24 20150701", "Q 24 20150701", "FF 24 20150701", "DD 24 20150701", "U 1-24 20150701",
          "P 1-24 20150701", "T 1-24 20150630", "U 1-24 20150630", "T 1-24 20150702"})
        EXPECT_TRUE(marks.contains(mark)) << mark;
    EXPECT_FALSE(marks.contains("T 1-24 20150701"));  // those are measured
}

std::map<std::string, std::string> bytes_of(const std::filesystem::path& folder) {
    std::map<std::string, std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        all[entry.path().filename()] = std::string(std::istreambuf_iterator<char>(file), {});
    }
    return all;
}

TEST_F(Sample, SameSeedSameBytesAnotherSeedAnotherPlace) {
    const std::filesystem::path again = folder().parent_path() / "again";
    const auto first = bytes_of(folder());
    write_sample(again);
    const auto second = bytes_of(again);
    ASSERT_EQ(first.size(), second.size());
    for (const auto& [name, bytes] : first) EXPECT_TRUE(bytes == second.at(name)) << name;
    write_sample(again, 7);
    const auto other = bytes_of(again);
    for (const char* name : {"dsm_05m.tif", "dtm_05m.tif", "bag_pand.gpkg", "bgt.gpkg", "trees.gpkg"})
        EXPECT_FALSE(first.at(name) == other.at(name)) << name;
    std::filesystem::remove_all(again);
}

}  // namespace
}  // namespace luwte
