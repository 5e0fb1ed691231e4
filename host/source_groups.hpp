// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/field_catalogue.hpp"
#include "host/roadside_air.hpp"
#include "host/run_inputs.hpp"
#include "models/dispersion/scalar_model.hpp"
#include "models/dispersion/street_mean.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace luwte {

/// What one group of sources adds to the yearly mean of one substance.
struct GroupMap {
    std::string name;       ///< "yearly_concentration_nox_from_parking"
    std::string long_name;  ///< for people
    Field2D<float> values;  ///< ug m-3, NaN on buildings, host memory   [ny, nx]
};

/// As the result has it; lives as long as the map.
FieldInfo group_field(const GroupMap& map);

/// Sources other than roads in a run with dispersion, by group (docs/models/dispersion.md, 64 to 68); none
/// where the study has no air.sources.
class SourceGroups {
  public:
    SourceGroups(const Backend& backend, const RunInputs& inputs, const CityModel& city,
                 const WindLayout& layout, double height);

    /// Whether a group's sources emit alike in all hours.
    bool any_is_even() const;

    /// One solution for each group that emits the n-th substance, added to its mean with the weight of its
    /// hours.
    void solve(ScalarModel& model, std::size_t n, const std::function<double(bool with_traffic)>& weight,
               const std::function<void(const ScalarModel::Result&)>& after);

    /// What roads add of the n-th substance and all groups with it.
    std::vector<float> with_all_at_cells(std::size_t n, std::span<const float> of_roads) const;
    std::vector<float> with_all_at(std::size_t n, std::span<const MapPoint> points,
                                   std::span<const float> of_roads) const;

    /// Maps, columns of receptors and a sentence for each group, roads among them; nothing without other
    /// groups.
    void describe(const StreetMean& roads, std::span<const MapPoint> points, const CityLayers& city,
                  std::vector<GroupMap>& maps, std::vector<AirColumn>& columns,
                  std::vector<std::string>& headlines) const;
    /// What they are, in words.
    void explain(const Study& study, const RunInputs& inputs, std::vector<std::string>& rules,
                 std::vector<std::string>& warnings) const;

  private:
    struct Group {
        std::string name;
        bool with_traffic = false;
        std::size_t sources = 0;
        std::vector<std::vector<float>> emission;  ///< ug s-1, by substance and source; 0 of other groups
        StreetMean mean;
        bool emits(std::size_t n) const;
    };
    Backend backend_;
    const LineSources* placed_ = nullptr;
    std::vector<Substance> substances_;
    std::vector<Group> groups_;
};

}  // namespace luwte
