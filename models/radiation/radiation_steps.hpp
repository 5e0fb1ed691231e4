// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/backend.hpp"
#include "kernels/radiation/beam.hpp"
#include "kernels/radiation/mean_radiant_temperature.hpp"

/// The launches of RadiationModel, compiled once per processor: radiation_steps.cpp and radiation_steps.cu.
namespace luwte::radiation_steps {

template <class Tag>
void clear_beam(const Backend& backend, const ClearBeam& step);
template <class Tag>
void accumulate_beam(const Backend& backend, const AccumulateBeam& step);
template <class Tag>
void accumulate_box_beam(const Backend& backend, const AccumulateBoxBeam& step);
template <class Tag>
void upward_radiation(const Backend& backend, const UpwardRadiation& step);
template <class Tag>
void six_fluxes(const Backend& backend, const SixFluxes& step);
template <class Tag>
void shadow_fraction(const Backend& backend, const ShadowFraction& step);
template <class Tag>
void mean_radiant_temperature(const Backend& backend, const MeanRadiantTemperature& step);

}  // namespace luwte::radiation_steps
