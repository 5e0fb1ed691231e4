// SPDX-License-Identifier: Apache-2.0
// Real data. Numbers in brackets are the properties of docs/models/city.md.
#include "inputs/city/columns.hpp"
#include "inputs/city/load_city.hpp"
#include "inputs/city/smooth_roofs.hpp"
#include "inputs/city/study_grid.hpp"
#include "inputs/raster/height_raster.hpp"
#include "kernels/core/error.hpp"
#include "models/city/city_model.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <omp.h>

namespace luwte {
namespace {

using testing::Contains;
using testing::HasSubstr;

std::filesystem::path data() {
    const char* shared = std::getenv("LUWTE_SHARED");
    return (shared != nullptr ? std::filesystem::path(shared)
                              : std::filesystem::path(LUWTE_SOURCE_DIR) / ".." / "shared") /
           "data";
}

class RealCity : public testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(data() / "delft_ahn3_bgt"))
            GTEST_SKIP() << "the data are not there: set LUWTE_SHARED to the folder that holds data/";
    }
    static Study delft(double cell = 0.5) {
        const auto folder = data() / "delft_ahn3_bgt";
        Study s;
        s.area.bounds_m = {84808, 447412.5, 84808 + std::floor(264.5 / cell) * cell,
                           447412.5 + std::floor(229 / cell) * cell};
        s.area.cell_size_m = cell;
        s.city.surface_height = folder / "ahn3_dsm_05m.tif";
        s.city.terrain_height = folder / "ahn3_dtm_05m.tif";
        s.city.buildings = s.city.land_cover = folder / "bgt.gpkg";
        return s;
    }
    static Study amsterdam(double cell = 0.5) {
        const auto folder = data() / "amsterdam_zuid_ahn_bag";
        Study s;
        s.area.bounds_m = {120625, 485937.5, 120625 + std::floor(625 / cell) * cell,
                           485937.5 + std::floor(382.5 / cell) * cell};
        s.area.cell_size_m = cell;
        s.city.surface_height = folder / "ahn3_dsm_05m.tif";
        s.city.terrain_height = folder / "ahn3_dtm_05m.tif";
        s.city.buildings = folder / "bag_pand.gpkg";
        return s;
    }
};

double share(const std::vector<std::int8_t>& plane, SurfaceType type) {
    return double(std::count(plane.begin(), plane.end(), std::int8_t(type))) / double(plane.size());
}

TEST_F(RealCity, TheAmountOfCrownDoesNotDependOnTheCellSize) {  // [14]
    const auto crown_volume = [](double cell) {                 // m3 per m2 of the area
        const CityLayers c = load_city(amsterdam(cell)).layers;
        double sum = 0;
        for (std::size_t n = 0; n < c.canopy_top.size(); ++n)
            sum += double(c.canopy_top[n]) - double(c.canopy_base[n]);
        return sum / double(c.canopy_top.size());
    };
    const double fine = crown_volume(0.5);
    // Footprints are cut on model cells, so crowns that touch walls still differ somewhat.
    EXPECT_NEAR(crown_volume(1) / fine, 1, 0.1);
    EXPECT_NEAR(crown_volume(2) / fine, 1, 0.25);
}

TEST_F(RealCity, DelftIsACityWithCanalsAndTheKnownSharesOfSources) {
    const LoadedCity city = load_city(delft());
    const auto& c = city.layers;
    CityModel model(Backend::cpu(), c);
    EXPECT_EQ(c.grid.nx, 529);
    EXPECT_EQ(c.grid.ny, 458);
    // README: 160 panden; one rises less than 2 m above the ground.
    EXPECT_EQ(c.building_names.size(), 159u);
    for (const auto& name : c.building_names)
        EXPECT_EQ(name.rfind("05031000", 0), 0u) << name;  // leading zero
    // The BGT crop covers the middle of the area: just over half of it is measured.
    EXPECT_NEAR(city.share_measured, 0.557, 0.01);
    EXPECT_NEAR(city.share_inferred, 0.181, 0.02);
    EXPECT_NEAR(city.share_measured + city.share_inferred + city.share_unknown, 1, 1e-9);
    EXPECT_THAT(city.warnings, Contains(HasSubstr("is not measured")));
    // BGT waterdeel covers 29,058 cells here (gdal_rasterize), 12.0 %; decks and houseboats lie on some of
    // it.
    EXPECT_NEAR(share(c.surface_type, SurfaceType::water), 0.118, 0.01);
    EXPECT_GT(share(c.surface_type, SurfaceType::open_paving), 0.10);
    EXPECT_GT(share(c.surface_type, SurfaceType::yard), 0.05);
}

TEST_F(RealCity, TheCanalsOfDelftLieAtTheLevelOfTheDelflandBasin) {
    const LoadedCity city = load_city(delft());
    const auto& c = city.layers;
    std::vector<float> level;
    for (std::size_t n = 0; n < c.surface_type.size(); ++n)
        if (c.surface_type[n] == std::int8_t(SurfaceType::water) &&
            c.surface_type_source[n] == std::int8_t(SurfaceTypeSource::measured))
            level.push_back(c.terrain_height[n]);
    // AHN class 9 (water) echoes here: median -0.450 m NAP, 5 to 95 % within -0.494 to -0.417.
    EXPECT_NEAR(quantile(level, 0.5), -0.45, 0.06);
}

TEST_F(RealCity, RoofsOfDelftAgreeWithAnIndependentCityModel) {
    const LoadedCity city = load_city(delft());
    const auto& c = city.layers;
    std::vector<std::vector<float>> roof(c.building_names.size());
    for (std::size_t n = 0; n < c.building_id.size(); ++n)
        if (c.building_id[n] >= 0 && c.data_gap[n] == 0)
            roof[std::size_t(c.building_id[n])].push_back(c.terrain_height[n] + c.building_height[n]);
    std::ifstream in(data() / "delft_ahn3_bgt" / "lod1_citymodel_3dfier.city.json");
    const auto model = nlohmann::json::parse(in);
    std::vector<float> difference;
    for (const auto& [key, object] : model["CityObjects"].items()) {
        if (object["type"] != "Building") continue;
        const auto name = pand_number(object["attributes"]["identificatiebagpnd"].get<std::string>());
        const auto at = std::lower_bound(c.building_names.begin(), c.building_names.end(), name);
        if (at == c.building_names.end() || *at != name) continue;
        auto& heights = roof[std::size_t(at - c.building_names.begin())];
        if (heights.size() < 40) continue;  // 10 m2
        // Its roof is flat, `measuredHeight` above its ground at `min-height-surface` m NAP.
        const auto& a = object["attributes"];
        difference.push_back(quantile(heights, 0.9) - a["measuredHeight"].get<float>() -
                             a["min-height-surface"].get<float>());
    }
    ASSERT_GT(difference.size(), 100u);
    std::vector<float> size;
    for (const float d : difference) size.push_back(std::abs(d));
    RecordProperty("roof_median_difference_m", std::to_string(quantile(difference, 0.5)));
    RecordProperty("roof_75_percent_within_m", std::to_string(quantile(size, 0.75)));
    EXPECT_NEAR(quantile(difference, 0.5), 0, 0.15);
    // The last tenth are annexes, for which that model takes in points of the higher house beside them.
    EXPECT_LT(quantile(size, 0.75), 0.4);
}

TEST_F(RealCity, RoofsWithoutFootprintAreToldFromTreesByTheirShape) {  // [15]
    const auto agreement = [](const Study& study, const std::filesystem::path& classes) {
        const Grid g = make_grid(study.area);
        const auto dsm = read_height_raster("dsm", study.city.surface_height, g, HeightRule::surface).height;
        const auto dtm = read_height_raster("dtm", study.city.terrain_height, g, HeightRule::terrain).height;
        const auto truth = read_height_raster("class", classes, g, HeightRule::surface).height;
        const std::size_t cells = dsm.size();
        Footprints none;
        none.id.assign(cells, -1);
        LandCover no_cover;
        no_cover.type.assign(cells, -1);
        no_cover.deck.assign(cells, -1);
        const Terrain terrain = make_terrain(dtm, dsm, none, no_cover, g);
        Mask high(cells, 0);
        for (std::size_t n = 0; n < cells; ++n) high[n] = dsm[n] - terrain.height[n] >= 2.5f;
        const Mask roof = smooth_roofs(dsm, high, g);
        double right = 0, all = 0;
        for (std::size_t n = 0; n < cells; ++n)
            if (high[n] && truth[n] > 0) {  // AHN class: 6 building; 0 no point
                ++all;
                right += (truth[n] == 6) == (roof[n] != 0);
            }
        return right / all;
    };
    // Footprints withheld; calibrated on Delft, not on Amsterdam.
    const double in_delft = agreement(delft(), data() / "delft_ahn3_bgt" / "ahn3_topclass_05m.tif");
    const double in_amsterdam =
        agreement(amsterdam(), data() / "amsterdam_zuid_ahn_bag" / "ahn3_topclass_05m.tif");
    RecordProperty("agreement_delft", std::to_string(in_delft));
    RecordProperty("agreement_amsterdam", std::to_string(in_amsterdam));
    EXPECT_GT(in_delft, 0.94);
    EXPECT_GT(in_amsterdam, 0.90);
}

TEST_F(RealCity, AmsterdamHasItsFootprintsCanalsAndAWarningAboutLandCover) {
    const LoadedCity city = load_city(amsterdam());
    const auto& c = city.layers;
    CityModel model(Backend::cpu(), c);
    EXPECT_EQ(c.grid.nx, 1250);
    EXPECT_EQ(c.grid.ny, 765);
    // README: 803 footprints overlap the extent; seven do not rise, and some only touch it.
    EXPECT_GT(c.building_names.size(), 780u);
    EXPECT_LE(c.building_names.size(), 803u);
    EXPECT_THAT(c.building_names, testing::Each(testing::StartsWith("03631000")));
    EXPECT_NEAR(share(c.surface_type, SurfaceType::building), 0.40, 0.02);
    // 86,776 cells hold no data in both heights outside footprints: canals, and some small holes.
    EXPECT_NEAR(share(c.surface_type, SurfaceType::water), 0.0905, 0.002);
    EXPECT_THAT(city.warnings, Contains(HasSubstr("BGT")));
    // Canal water of Amsterdam: NAP -0.40 m.
    std::vector<float> level;
    for (std::size_t n = 0; n < c.surface_type.size(); ++n)
        if (c.surface_type[n] == std::int8_t(SurfaceType::water)) level.push_back(c.terrain_height[n]);
    EXPECT_NEAR(quantile(level, 0.5), -0.40, 0.15);
}

TEST_F(RealCity, LoadsAtOneAndTwoMetresWithTheSameShares) {
    const auto fine = load_city(delft(0.5));
    for (const double cell : {1.0, 2.0}) {
        const auto coarse = load_city(delft(cell));
        CityModel model(Backend::cpu(), coarse.layers);
        EXPECT_NEAR(share(coarse.layers.surface_type, SurfaceType::water),
                    share(fine.layers.surface_type, SurfaceType::water), 0.01)
            << cell;
        EXPECT_NEAR(coarse.share_measured, fine.share_measured, 0.01) << cell;
        double volume[2] = {0, 0};
        for (const float h : fine.layers.building_height) volume[0] += h * 0.25;
        for (const float h : coarse.layers.building_height) volume[1] += h * cell * cell;
        // Medians keep walls upright; where roofs without footprint begin depends a little on the cell size.
        EXPECT_NEAR(volume[1] / volume[0], 1.0, 0.10) << cell;
    }
}

TEST_F(RealCity, IsTheSameForAnyNumberOfThreads) {
    const int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    const auto one = load_city(delft(1));
    omp_set_num_threads(3);
    const auto three = load_city(delft(1));
    omp_set_num_threads(threads);
    EXPECT_EQ(one.layers.terrain_height, three.layers.terrain_height);
    EXPECT_EQ(one.layers.building_height, three.layers.building_height);
    EXPECT_EQ(one.layers.canopy_top, three.layers.canopy_top);
    EXPECT_EQ(one.layers.surface_type, three.layers.surface_type);
    EXPECT_EQ(one.layers.building_id, three.layers.building_id);
}

}  // namespace
}  // namespace luwte
