// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace luwte {

/// How diffuse light is spread over the sky: the all-weather model of Perez, Seals & Michalsky (1993), Solar
/// Energy 50, 235-245, doi:10.1016/0038-092X(93)90017-I.
///
///     l(zenith angle z, angle to the sun g) = (1 + a exp(b / cos z)) (1 + c exp(d g) + e cos^2 g)
///
/// a to e follow from sky clearness, sky brightness and the sun's zenith angle (their table 1, read in three
/// independent transcriptions that agree). Relative: the caller scales it so that a horizontal plane gets the
/// diffuse radiation that was measured.
struct PerezSky {
    double a = 0, b = 0, c = 0, d = 0, e = 0;  ///< 1; all 0: an even sky

    /// In    diffuse_horizontal, direct_normal  W m-2, at one moment
    ///       extraterrestrial_normal            W m-2
    ///       zenith_angle                       rad, of the sun; from pi/2 on, or without light, the sky is
    ///       even
    static PerezSky of(double diffuse_horizontal, double direct_normal, double extraterrestrial_normal,
                       double zenith_angle);

    /// The two factors, not below 0 [1].
    double gradation(double cos_zenith) const;
    double indicatrix(double angle_to_sun) const;
    double radiance(double cos_zenith, double angle_to_sun) const {
        return gradation(cos_zenith) * indicatrix(angle_to_sun);
    }
};

/// Optical air mass [1] of a zenith angle [rad]: Kasten & Young (1989), Appl. Opt. 28, 4735-4738,
/// doi:10.1364/AO.28.004735.
double air_mass(double zenith_angle);

}  // namespace luwte
