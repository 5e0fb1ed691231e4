// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luwte {

enum class FieldShape { y_x, time_y_x, z_y_x };
enum class FieldType { f32, i8, i32 };

/// One class of a field that holds classes.
struct FieldClass {
    int value;
    std::string_view meaning;  ///< one word for flag_meanings
    std::string_view label;    ///< for people: "35-37"
    std::string_view colour;   ///< "#rrggbb"
};

/// What a run keeps for a field only where it is asked for.
enum class Extra { none, surface_fluxes, body_fluxes, sphere, air_concentrations };

/// Everything a reader of a result is told about one field: the source of the file's attributes, of
/// `luwte info`, of the maps' legends and of docs/output.md.
struct FieldInfo {
    std::string_view name;
    FieldShape shape = FieldShape::y_x;
    FieldType type = FieldType::f32;
    std::string_view units = {};          ///< in the file: SI, comfort indices degC, durations h
    std::string_view standard_name = {};  ///< CF, "" where CF has none
    std::string_view long_name = {};
    std::string_view cell_methods = {};  ///< "" for what does not come from time steps
    std::string_view comment = {};
    float resolution = 0;  ///< values are rounded to multiples of this power of two; 0 = not rounded
    double height_above_ground = std::numeric_limits<double>::quiet_NaN();  ///< m; NaN = no such height
    bool at_body = false;  ///< that height is RunMetadata::radiation_height
    double side_azimuth = std::numeric_limits<double>::quiet_NaN();  ///< deg from true north; NaN = no side
    bool is_comfort = false;                                         ///< says for which person
    std::vector<FieldClass> classes = {};
    std::vector<float> class_edges =
        {};        ///< lower-inclusive limits between the classes, in the source's units
    int fill = 0;  ///< _FillValue of an integer field that has `has_fill`
    bool has_fill = false;
    Extra extra = Extra::none;         ///< not none: only where output.fields names it
    std::string_view comes_with = {};  ///< a word in output.fields that brings it too
    bool is_summary = false;           ///< one map for the whole run: exported as GeoTIFF
    bool of_wind_comfort = false;      ///< only with [wind], of all hours of the weather file
    std::string_view pollutant = {};   ///< only with this one by dispersion; without time of the same hours
    bool by_srm1 = false;              ///< with that one by SRM1, without dispersion too

    bool has_time() const { return shape == FieldShape::time_y_x; }
};

/// Every field that this version writes, in the order of the file.
std::span<const FieldInfo> field_catalogue();

/// nullptr when there is no such field.
const FieldInfo* find_field(std::string_view name);

/// The fields of a run in catalogue order: city layers and summaries always, fields of steps as
/// `output.fields` names them (none = all without an `extra`); `wind`: the study has [wind], and those of
/// wind comfort count as fields of steps do; `pollutants`: by dispersion, whose fields count likewise;
/// `by_srm1`: by SRM1. Throws InputError naming every unknown field, with the nearest name.
std::vector<const FieldInfo*> select_fields(const std::vector<std::string>& output_fields, bool wind = false,
                                            const std::vector<std::string>& pollutants = {},
                                            const std::vector<std::string>& by_srm1 = {});

/// Whether one of the fields has to be kept for.
bool any_needs(const std::vector<const FieldInfo*>& fields, Extra extra);

/// Class limits of PET [degC], legend of the Klimaateffectatlas (methods: legend of layer
/// `gevoelstemperatuur_2022`: < 32, 32-34, 35-37, 38-40, 41-43, 44-45, 46-48, 49-50, > 50). The legend
/// counts whole degrees, so a value belongs to the class of its floor: 34.9 is in 32-34, 50.9 in 49-50.
inline constexpr std::array<float, 8> pet_class_edges = {32, 35, 38, 41, 44, 46, 49, 51};

/// Class 0 to 8 of a PET [degC] by the limits above; -1 for NaN.
int pet_class_of(float pet_degc);

/// In the unit that people read: K becomes degC, everything else stays. "degC" for "K".
double people_value(std::string_view units, double value);
std::string_view people_units(std::string_view units);

}  // namespace luwte
