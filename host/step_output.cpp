// SPDX-License-Identifier: Apache-2.0
#include "host/step_output.hpp"

#include "host/output/field_sink.hpp"

#include <algorithm>

namespace luwte {
namespace {

/// By their names in the file.
std::vector<const Field2D<float>*> step_fields(const Simulation& s) {
    std::vector<const Field2D<float>*> fields = {&s.radiation.shadow_fraction,
                                                 &s.heat.shortwave_down,
                                                 &s.heat.longwave_down,
                                                 &s.heat.surface_temperature,
                                                 &s.air_temperature,
                                                 &s.wind_speed,
                                                 &s.radiation.mean_radiant_temperature,
                                                 &s.comfort_fields.pet,
                                                 &s.comfort_fields.utci,
                                                 &s.comfort_fields.wbgt,
                                                 &s.pet_national};
    if (s.fluxes)
        fields.insert(fields.end(), {&s.fluxes->net_radiation, &s.fluxes->sensible_heat_flux,
                                     &s.fluxes->latent_heat_flux, &s.fluxes->ground_heat_flux});
    if (const auto& sphere = s.radiation.mean_radiant_temperature_sphere; !sphere.empty())
        fields.push_back(&sphere);
    for (const Field2D<float>& flux : s.radiation.fluxes)
        if (!flux.empty()) fields.push_back(&flux);
    return fields;
}

}  // namespace

StepOutput::StepOutput(const Simulation& simulation, ResultWriter& writer, FacetsFile* facets, bool several,
                       const std::vector<const Field2D<float>*>& more)
    : simulation_(simulation), writer_(writer), facets_(facets), fields_(step_fields(simulation)) {
    fields_.insert(fields_.end(), more.begin(), more.end());
    if (!several) return;
    const auto keep = [&](const Field2D<float>& field) { means_.emplace_back(&field, StepMean(field)); };
    for (const Field2D<float>* field : fields_)
        if (writer.wants(field->name()) ||
            (facets != nullptr && field == &simulation.heat.surface_temperature))
            keep(*field);
    if (facets != nullptr) keep(simulation.heat.wall_temperature);
    if (writer.wants("pet_class"))
        class_of_mean_.emplace(simulation.city.backend(), simulation.comfort_fields.pet_class.shape(),
                               "pet_class", "1");
}

void StepOutput::add(std::size_t n, std::size_t count, double sun_share) {
    for (auto& [field, mean] : means_)
        mean.add(field == &simulation_.radiation.shadow_fraction ? float(sun_share) : 1.0f / float(count),
                 n == 0);
}

const Field2D<float>& StepOutput::of(const Field2D<float>& field) const {
    const auto found = std::ranges::find(means_, &field, [](const auto& pair) { return pair.first; });
    return found == means_.end() ? field : found->second.of();
}

void StepOutput::write(int step) {
    FieldSink sink(writer_);
    for (const Field2D<float>* field : fields_) sink.step(step, field->name().c_str(), of(*field));
    if (class_of_mean_) {
        simulation_.comfort.classify(of(simulation_.comfort_fields.pet), *class_of_mean_);
        sink.step(step, "pet_class", *class_of_mean_);
    } else {
        sink.step(step, "pet_class", simulation_.comfort_fields.pet_class);
    }
    if (facets_ != nullptr)
        facets_->add(step, of(simulation_.heat.wall_temperature), of(simulation_.heat.surface_temperature));
}

}  // namespace luwte
