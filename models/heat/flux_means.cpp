// SPDX-License-Identifier: Apache-2.0
#include "models/heat/flux_means.hpp"

#include "models/heat/heat_steps.hpp"

namespace luwte {
namespace {

Field2D<float> plane(const CityModel& city, const char* name) {
    return Field2D<float>(city.backend(), city.terrain_height.shape(), name, "W m-2");
}

}  // namespace

FluxMeans::FluxMeans(const CityModel& c)
    : city(c),
      terms(city.backend(), {5, city.grid.ny, city.grid.nx}, "terms of the balance", "W m-2"),
      net_radiation(plane(city, "net_radiation")),
      sensible_heat_flux(plane(city, "sensible_heat_flux")),
      latent_heat_flux(plane(city, "latent_heat_flux")),
      ground_heat_flux(plane(city, "ground_heat_flux")) {}

void FluxMeans::add(int part, int part_count) {
    const AddFluxes step{
        terms.cview(),           net_radiation.view(), sensible_heat_flux.view(), latent_heat_flux.view(),
        ground_heat_flux.view(), city.slope.cview(),   1.0f / float(part_count),  part == 0};
    dispatch(terms.backend(),
             [&](auto tag) { heat_steps::add_fluxes<decltype(tag)>(terms.backend(), step); });
}

}  // namespace luwte
