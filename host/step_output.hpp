// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/output/facets_file.hpp"
#include "host/output/result_writer.hpp"
#include "host/simulation.hpp"
#include "models/summary/step_mean.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace luwte {

/// Writes the steps of a result: the simulation's fields, or their means where one is made of several hours.
///
/// Every field is the mean of its hourly values, comfort too. `shadow_fraction`, the share of the time with
/// the sun up, is weighted by that time; `pet_class` is the class of the mean; what is missing in one hour is
/// missing in the mean.
class StepOutput {
  public:
    /// All kept by reference; `facets` may be null. `several`: a result's step may be made of more than one.
    /// `more`: fields by their names in the file that are not the simulation's.
    StepOutput(const Simulation& simulation, ResultWriter& writer, FacetsFile* facets, bool several,
               const std::vector<const Field2D<float>*>& more = {});

    /// After a step of the simulation, the `n`-th of `count`; `sun_share` [1]: its part of the sun's time.
    void add(std::size_t n, std::size_t count, double sun_share);
    /// After the last one: writes them as the result's `step`.
    void write(int step);

  private:
    const Field2D<float>& of(const Field2D<float>& field) const;

    const Simulation& simulation_;
    ResultWriter& writer_;
    FacetsFile* facets_;
    std::vector<const Field2D<float>*> fields_;
    std::vector<std::pair<const Field2D<float>*, StepMean>> means_;
    std::optional<Field2D<std::int8_t>> class_of_mean_;
};

}  // namespace luwte
