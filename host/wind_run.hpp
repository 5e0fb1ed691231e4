// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/run.hpp"
#include "host/run_inputs.hpp"
#include "models/wind/sector_library.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace luwte {

/// Steps of progress that a sector counts.
inline constexpr int steps_per_sector = 100;

/// What the wind of a study needs and how long it takes, of all sectors together but for memory.
struct WindNeed {
    double cells = 0;        ///< of the largest sector
    double memory = 0;       ///< B, beside what inputs take
    double kept_memory = 0;  ///< B, of the library while the hours run
    double disk = 0;         ///< B, of RUN.wind.nc
    double seconds = 0;      ///< on 2 cores
};
WindNeed wind_need(const Study& study, const WindLayout& layout);

/// Whether the study asks for dispersion in its own wind: [air] with [wind], which has to be more than a
/// screening. The wind's file then holds the flow.
bool disperses(const Study& study);

/// The layout of a study's [wind] over its city, crowns with this share of their leaf area in summer, with
/// the table of wind.inflow_table, empty without one. Throws InputError.
WindLayout wind_layout_of(const Study& study, const CityLayers& layers, double leaf_area_share,
                          const InflowTable& table);

/// The land that the wind comes over, z0 and displacement height of each sector, and a table's profile.
std::string inflow_text(const WindLayout& layout);

/// What a user has to know of a table of the inflow that is not of land of the roughness given: empty, or one
/// sentence.
std::string table_warning(const WindLayout& layout);

/// What a user has to know of the land: empty, or one sentence.
std::string relief_warning(const CityLayers& layers);

/// What a user has to know of days whose crowns have other leaves than the wind's, those of the first: empty,
/// or one sentence.
std::string leaf_warning(const CityLayers& layers, const std::vector<DayPlan>& days);

/// 1 / L of the inflow [m-1] of one of wind.stability_classes.
double per_length_of(const std::string& stability);

/// RUN.wind.nc of neutral air, RUN.wind_stable.nc and RUN.wind_unstable.nc, which all days of a study share.
std::filesystem::path wind_file_of(const RunOptions& options, const std::string& stability = "neutral");

/// What a result says of its library, the same whether it was computed or read: how it was made; sectors that
/// did not settle, and speeds that are hardly plausible, how many and where.
struct WindSentences {
    std::vector<std::string> warnings, rules;
};
WindSentences wind_sentences(const WindLibrary& library, const WindLayout& layout, const std::string& hash);

struct StudyWind {
    std::vector<WindLibrary> libraries;          ///< of wind.stability_classes, by ascending 1 / L
    std::vector<std::filesystem::path> written;  ///< files of those that were computed; the others were read
    WindSentences sentences;
    struct Flow {
        std::string hash;            ///< of the library
        std::filesystem::path file;  ///< that holds its flow
    };
    std::vector<Flow> flows;  ///< of each library, where the study disperses; empty otherwise

    const WindLibrary& neutral() const;
};

/// The sector libraries of a study: that of RUN.wind.nc where its hash is that of this city and these
/// settings, else computed, sector by sector, and written there; each stability class likewise in a file of
/// its own. Sectors that are ready stand in RUN.wind.work until all are: a run that was stopped goes on from
/// them. Throws  InputError   the file holds another library and `overwrite` is off, or cannot be read
///         WindRunaway  a flow that is none; the sectors before it are kept
///         Interrupted
StudyWind wind_of_study(const Study& study, const RunOptions& options, const RunInputs& inputs);

/// Removes the wind files of a run that the run beside it has too, to the byte: a scenario whose base failed
/// has computed what the base, made later, would have given it.
void drop_wind_that_is_beside(const Study& study, const RunOptions& options);

/// The flow of the n-th sector in the air of the `library`-th, from RUN.wind.nc or that of its class.
/// In     area   wind_domain(city, layout) of the study's layout and first day
/// Throws InputError when it cannot be read.
SectorFlow flow_of_sector(const Study& study, const RunInputs& inputs, const StudyWind& wind,
                          std::size_t library, std::size_t n, const WindDomain& area);

}  // namespace luwte
