// SPDX-License-Identifier: Apache-2.0
#include "inputs/study/study_keys.hpp"
#include "inputs/study/study_test_files.hpp"

#include <random>

#include <gtest/gtest.h>

namespace luwte {
namespace {

/// Random edits of a study with every kind of value: bytes, TOML punctuation, whole lines and key names.
class Mutator {
  public:
    explicit Mutator(unsigned seed) : random_(seed) {}

    std::string mutate(std::string text) {
        for (std::size_t edits = below(3) == 0 ? 1 + below(6) : 1; edits > 0; --edits) edit(text);
        return text;
    }

    std::string override_text() {
        std::string text = std::string(some_key()) + "=" + std::string(pieces[below(pieces.size())]);
        if (below(3) == 0) edit(text);
        return text;
    }

  private:
    static constexpr std::array<std::string_view, 26> pieces = {"[",
                                                                "]",
                                                                "[[",
                                                                "]]",
                                                                "{",
                                                                "}",
                                                                "=",
                                                                "\"",
                                                                "\"\"\"",
                                                                "'",
                                                                ".",
                                                                ",",
                                                                "\n",
                                                                "#",
                                                                "\\u0000",
                                                                "\\",
                                                                "1e999",
                                                                "-0",
                                                                "nan",
                                                                "0x7fffffffffffffff",
                                                                "2019-07-25",
                                                                "\"/vsizip/x\"",
                                                                "true",
                                                                "\xff",
                                                                "\xf0\x9f\x98\x80",
                                                                "${LUWTE_SHARED}"};

    std::mt19937 random_;

    std::size_t below(std::size_t n) { return n == 0 ? 0 : random_() % n; }
    std::string_view some_key() { return study_keys()[below(study_keys().size())].path; }

    void edit(std::string& text) {
        const std::size_t at = below(text.size() + 1);
        switch (below(6)) {
            case 0:
                text.insert(at, pieces[below(pieces.size())]);
                break;
            case 1:
                text.erase(at, 1 + below(12));
                break;
            case 2:
                text.insert(at, 1, static_cast<char>(below(256)));
                break;
            case 3:
                text.insert(at, some_key());
                break;
            case 4:
                text.insert(at, text.substr(below(text.size() + 1), below(60)));
                break;
            default:
                if (at < text.size()) text[at] = static_cast<char>(below(256));
        }
    }
};

const std::string rich_study =
    "# " + std::string(400, 'c') + "\ntitle = \"a title\"\n" + good_study + R"([output]
fields = ["pet", "utci"]
[sky]
azimuths = 72
[person]
height_m = 1.8
sex = "male"
[materials.wall]
albedo = 0.3
layers = [{ thickness_m = 0.1, conductivity_w_m_k = 0.9, heat_capacity_mj_m3_k = 1.5 }]
to_be_verified = ["albedo"]
)";

TEST(StudyFuzz, AnyTextIsAStudyOrAnInputError) {
    const StudyFolder folder;
    ASSERT_NO_THROW(folder.read(rich_study));
    Mutator mutator(1);
    int studies = 0, errors = 0;
    for (int n = 0; n < 5'000; ++n) {
        const std::string text = mutator.mutate(rich_study);
        std::vector<std::string> overrides;
        if (n % 3 == 0) overrides.push_back(mutator.override_text());
        try {
            const Study study = folder.read(text, overrides);
            ++studies;
            // Whatever passed has to be safe to allocate and to run.
            const auto [xmin, ymin, xmax, ymax] = study.area.bounds_m;
            const double cell = study.area.cell_size_m;
            ASSERT_GT(xmax, xmin);
            ASSERT_GT(ymax, ymin);
            ASSERT_LE((xmax - xmin) / cell * ((ymax - ymin) / cell), 400e6);
            ASSERT_TRUE(std::filesystem::is_regular_file(study.city.surface_height));
            ASSERT_FALSE(study.weather.days.empty());
            ASSERT_FALSE(study.materials.wall.layers.empty());
            for (const MaterialLayer& layer : study.materials.wall.layers) ASSERT_GT(layer.thickness, 0);
        } catch (const InputError& e) {
            ++errors;
            ASSERT_FALSE(e.problems().empty());
            for (const Problem& p : e.problems()) {
                ASSERT_FALSE(p.what.empty()) << text;
                for (const char c : p.what + p.hint)
                    ASSERT_TRUE(static_cast<unsigned char>(c) >= 0x20) << "control character in: " << p.what;
            }
        }
    }
    // The mutations have to reach both ends, else the test proves nothing.
    EXPECT_GT(studies, 500);
    EXPECT_GT(errors, 2000);
}

}  // namespace
}  // namespace luwte
