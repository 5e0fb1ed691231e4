// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace luwte::air {

/// Profiles of wind and air temperature over one surface, by Monin-Obukhov similarity; heights [m] are above
/// the displacement height. Host only. Equation numbers are those of docs/models/air.md.
///
/// Integrated stability functions: unstable Paulson (1970), doi:10.1175/1520-0450(1970)009<0857:TMROWS>
/// 2.0.CO;2, with 16; stable Beljaars & Holtslag (1991), doi:10.1175/1520-0450(1991)030<0327:FPOLSF>2.0.CO;2,
/// from Cabauw.
struct SurfaceLayer {
    double friction_velocity;  ///< m s-1, u*
    double stability;          ///< m-1, 1 / L: above 0 stable
    double roughness;          ///< m, z0
    double depth;              ///< m, of the layer that the surface cools: no change is known above

    /// (2) kappa u / u* at a height: ln(z / z0) - psi_m(z / L) + psi_m(z0 / L).
    double wind_profile(double height) const;
    /// (3) Resistance to heat between two heights [s m-1].
    double resistance(double low, double high) const;
};

double psi_momentum(double z_over_l), psi_heat(double z_over_l);
/// Their slopes: kappa z / u* dU/dz and kappa z / theta* dtheta/dz [1], 1 - z/L dpsi/d(z/L).
double phi_momentum(double z_over_l), phi_heat(double z_over_l);

/// (2) The layer under a wind [m s-1] at a height, over a surface that gives `flux` [K m s-1], Q_H / (rho
/// cp). L is not taken below a tenth of `top`, the largest height used: further than z / L = 10 the functions
/// were not measured. u* is not taken below -flux / 0.09 K: on still nights temperature
/// fluctuations stay below 0.09 K (Van Ulden & Holtslag 1985,
/// doi:10.1175/1520-0450(1985)024<1196:EOABLP>2.0.CO;2; read second hand, to be verified).
/// Stable air: the layer is 0.4 (u* L / f)^(1/2) deep, at least 10 m (Zilitinkevich 1972, Boundary-Layer
/// Meteorology 3, 141; read second hand, to be verified); f [s-1] the Coriolis parameter.
SurfaceLayer surface_layer(double wind, double height, double roughness, double flux, double air_temperature,
                           double shortest, double coriolis);
inline constexpr double most_stable = 10;  ///< 1, z / L

inline constexpr double grass_roughness = 0.03;  ///< m, of a weather station's field (WMO guide no. 8)

/// 1 / L [m-1] over a station's grass that gives `sensible` heat [W m-2] in a wind [m s-1] at 10 m, which
/// counts as 0.1 m/s at least; z / L is 10 at most there.
/// In   air_temperature  K
///      pressure         Pa
double stability_over_grass(double wind, double sensible, double air_temperature, double pressure);

/// A surface as the wind above feels it.
struct Roughness {
    double length;        ///< m, z0
    double displacement;  ///< m, d
    double canopy_wind;   ///< 1, U_C / u*: mean wind between buildings over the friction velocity
    double canopy_level;  ///< m above d, where the profile above would have that wind
};

/// (4), (5) Of buildings of a mean height [m], from their plan and frontal area over that of the ground [1].
/// Macdonald, Griffiths & Hall (1998), doi:10.1016/S1352-2310(97)00403-2, staggered: alpha 4.43, beta 1, C_D
/// 1.2; at least as rough as the ground [m]. U_C / u* = (2 / lambda_f)^(1/2): Bentham & Britter (2003),
/// doi:10.1016/S1352-2310(03)00123-7 (read second hand, to be verified); at most that at 1.5 m over grass.
Roughness roughness_of(double plan_area, double frontal_area, double height,
                       double ground_roughness = grass_roughness);

inline constexpr double screen_height = 1.5;  ///< m, of the station's thermometer (KNMI)
inline constexpr double wind_height = 10;     ///< m, of its anemometer

}  // namespace luwte::air
