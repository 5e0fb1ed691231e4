// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inputs/raster/test_files.hpp"

#include <fstream>
#include <map>
#include <string>
#include <vector>

/// Small CIMLK files for tests: columns of a row by name, all others at harmless values.
namespace luwte::test_cimlk {

using Fields = std::map<std::string, std::string>;

struct CsvFile {
    std::vector<std::string> columns;
    Fields defaults;
    std::vector<Fields> rows;

    CsvFile& add(const Fields& row) {
        rows.push_back(row);
        return *this;
    }
    std::filesystem::path write(const std::filesystem::path& file) const {
        std::string text;
        const auto end_row = [&] { text.back() = '\n'; };
        for (const std::string& c : columns) text += c + ";";
        end_row();
        for (const Fields& row : rows) {
            for (const std::string& c : columns) {
                const auto given = row.find(c);
                const auto usual = defaults.find(c);
                text += (given != row.end()        ? given->second
                         : usual != defaults.end() ? usual->second
                                                   : "") +
                        ";";
            }
            end_row();
        }
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }
};

inline CsvFile roads() {
    return {{"identificatie",
             "naamOverheid",
             "typeOverheid",
             "straatnaam",
             "wegnummer",
             "rekenmethode",
             "wegsoort",
             "tunnelfactor",
             "hoogte",
             "taludSoort",
             "overdrachtLinksSoort",
             "overdrachtLinksAfstand",
             "overdrachtLinksHoogte",
             "overdrachtRechtsSoort",
             "overdrachtRechtsAfstand",
             "overdrachtRechtsHoogte",
             "maximumsnelheid",
             "maximumsnelheidDynamisch",
             "intensiteitLichtVerkeer",
             "intensiteitLichtVerkeerDynamisch",
             "intensiteitMiddelzwaarVerkeer",
             "intensiteitZwaarVerkeer",
             "intensiteitBusVerkeer",
             "stagnatiefactorLichtVerkeer",
             "stagnatiefactorMiddelzwaarVerkeer",
             "stagnatiefactorZwaarVerkeer",
             "stagnatiefactorBusVerkeer",
             "opmerking",
             "tijdstipRegistratie",
             "geometrie"},
            {{"identificatie", "s1"},
             {"rekenmethode", "SRM1"},
             {"wegsoort", "c"},
             {"tunnelfactor", "1.0000"},
             {"hoogte", "-999"},
             {"maximumsnelheid", "50"},
             {"intensiteitLichtVerkeer", "7573"},
             {"intensiteitMiddelzwaarVerkeer", "122"},
             {"intensiteitZwaarVerkeer", "50"},
             {"intensiteitBusVerkeer", "202"},
             {"stagnatiefactorLichtVerkeer", "0.1600"},
             {"stagnatiefactorMiddelzwaarVerkeer", "0.1600"},
             {"stagnatiefactorZwaarVerkeer", "0.1600"},
             {"stagnatiefactorBusVerkeer", "0.1600"},
             {"tijdstipRegistratie", "27-9-2022 09:13"},
             {"geometrie", "LINESTRING(10 10,90 10)"}},
            {}};
}

inline CsvFile receptors() {
    return {{"identificatie", "wegdeelIdentificatie", "naamOverheid", "naam", "bebouwingstype", "bomenfactor",
             "toetspuntSoort", "grondslag", "opmerking", "identificatiePandBAG", "tijdstipRegistratie",
             "geometrie"},
            {{"identificatie", "r1"},
             {"wegdeelIdentificatie", "s1"},
             {"bebouwingstype", "3"},
             {"bomenfactor", "1.25"},
             {"toetspuntSoort", "Alle"},
             {"tijdstipRegistratie", "27-9-2022 09:39"},
             {"geometrie", "POINT(50.5 22.25)"}},
            {}};
}

inline CsvFile measures() {
    return {{"identificatie", "naamOverheid", "naam", "stof", "voertuigtype", "wegsoort", "schalingsfactor",
             "tijdstipRegistratie", "geometrie"},
            {{"identificatie", "m1"},
             {"naam", "Zone"},
             {"stof", "NOx"},
             {"voertuigtype", "l"},
             {"wegsoort", "c"},
             {"schalingsfactor", "0.8000"},
             {"tijdstipRegistratie", "27-9-2022 09:54"},
             {"geometrie", "POLYGON((0 0,50 0,50 100,0 100,0 0))"}},
            {}};
}

}  // namespace luwte::test_cimlk
