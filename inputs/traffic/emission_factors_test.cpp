// SPDX-License-Identifier: Apache-2.0
#include "inputs/traffic/emission_factors.hpp"

#include "inputs/raster/test_files.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace luwte {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The few values of 2016 that methods-nl 2.4 has for tests.
const std::string header = "substance,year,speed_class,vehicle_class,factor_g_km\n";
const std::string rows = "nox,2016,c,light,0.341\npm10,2016,c,light,0.038\n";

class FactorFile : public testing::Test {
  protected:
    test_files::Folder folder_;
    LoadedFactors read(const std::string& text, int year = 2016) {
        std::ofstream(folder_ / "factors.csv", std::ios::binary) << text;
        return read_emission_factors("air.emission_factors", folder_ / "factors.csv", year);
    }
    std::string error_of(const std::string& text, int year = 2016) {
        try {
            read(text, year);
        } catch (const InputError& e) {
            return e.what();
        }
        return "";
    }
};

TEST_F(FactorFile, ValuesAndSourceAreRead) {
    const LoadedFactors loaded =
        read("# source: MOBSCAN, second hand\n# a remark\n" + header + rows + "nox,2017,c,light,0.3\n");
    const EmissionFactors& f = loaded.factors;
    EXPECT_EQ(f.year, 2016);
    EXPECT_EQ(f.source, "MOBSCAN, second hand");
    EXPECT_EQ(f.of(Substance::nox, SpeedClass::town, VehicleClass::light), 0.341);
    EXPECT_EQ(f.of(Substance::pm10, SpeedClass::town, VehicleClass::light), 0.038);
    EXPECT_TRUE(std::isnan(f.of(Substance::nox, SpeedClass::stagnating, VehicleClass::light)));
    EXPECT_TRUE(std::isnan(f.of(Substance::ec, SpeedClass::town, VehicleClass::bus)));
    EXPECT_THAT(loaded.warnings, IsEmpty());
    EXPECT_EQ(loaded.record.sha256.size(), 64u);
}

TEST_F(FactorFile, ColumnsStandInAnyOrder) {
    const LoadedFactors loaded =
        read("factor_g_km,vehicle_class,speed_class,year,substance\n6.735,heavy,c,2016,nox\n");
    EXPECT_EQ(loaded.factors.of(Substance::nox, SpeedClass::town, VehicleClass::heavy), 6.735);
    EXPECT_THAT(loaded.warnings, ElementsAre(HasSubstr("does not say where")));
}

TEST_F(FactorFile, AllProblemsComeAtOnce) {
    const std::string error = error_of(header +
                                       "nox,2016,c,light,0.341\n"
                                       "nox,2016,c,light,0.342\n"
                                       "so2,2016,f,lorry,-1\n"
                                       "nox,last year,c,bus,1\n"
                                       "nox,2016,c,bus,\n"
                                       "nox,2016,c,bus,0,5\n");
    EXPECT_THAT(error, HasSubstr("line 3: there is a row before with the same"));
    EXPECT_THAT(error, HasSubstr("line 4, column 'substance': 'so2' is none of nox, no2, pm10, pm25, ec"));
    EXPECT_THAT(error, HasSubstr("line 4, column 'speed_class': 'f' is none of a, b, c, d, e"));
    EXPECT_THAT(error,
                HasSubstr("line 4, column 'vehicle_class': 'lorry' is none of light, medium, heavy, bus"));
    EXPECT_THAT(error, HasSubstr("line 4, column 'factor_g_km': '-1' is outside 0 to 1000 g/km"));
    EXPECT_THAT(error, HasSubstr("line 5, column 'year': 'last year' is no year"));
    EXPECT_THAT(error, HasSubstr("line 6, column 'factor_g_km': is empty"));
    EXPECT_THAT(error, HasSubstr("line 7: has 6 fields; the header has 5"));
}

TEST_F(FactorFile, AYearThatIsNotThereIsAnError) {
    EXPECT_THAT(error_of(header + rows, 2030), HasSubstr("has no factors of 2030; there are those of 2016"));
    EXPECT_THAT(error_of(header, 2030), HasSubstr("there are those of no year"));
}

TEST_F(FactorFile, HeadersAreChecked) {
    EXPECT_THAT(error_of(""), HasSubstr("has no header"));
    EXPECT_THAT(
        error_of("substance,year,speed_class,vehicle,factor_g_km\n" + rows),
        AllOf(HasSubstr("there is no column vehicle_class"), HasSubstr("'vehicle' is no known column")));
    EXPECT_THAT(error_of("substance,year,speed_class,vehicle_class,factor_g_km,year\n"),
                HasSubstr("there are two of column year"));
}

TEST_F(FactorFile, OnlyLocalFilesAreRead) {
    EXPECT_THROW(read_emission_factors("air.emission_factors", "/vsicurl/http://localhost/f.csv", 2016),
                 InputError);
}

}  // namespace
}  // namespace luwte
