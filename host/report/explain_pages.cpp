// SPDX-License-Identifier: Apache-2.0
#include "host/report/dutch_sentences.hpp"
#include "host/report/run_facts.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace luwte {
namespace {

using OrderedJson = nlohmann::ordered_json;

/// Text of a file within Markdown: what would be markup there is escaped.
std::string in_markdown(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\`*_{}[]<>#|~").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

std::string or_dash(const std::string& text, bool dutch) {
    return text.empty() ? (dutch ? "niet vermeld" : "not stated") : in_markdown(text);
}

/// Between fences that no line of the text can close.
std::string fenced(std::string_view text) {
    std::size_t longest = 2, run = 0;
    for (const char c : text) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
    const std::string fence(longest + 1, '`');
    std::string clean;
    for (const char c : text)
        if (c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20) clean += c;
    return fence + "toml\n" + clean + (clean.ends_with('\n') ? "" : "\n") + fence + "\n";
}

std::string listed(const std::vector<std::string>& sentences, const RunFacts& facts, bool dutch) {
    std::string text;
    for (const std::string& sentence : sentences)
        text += "- " + in_markdown(dutch ? sentence_in_dutch(sentence, facts) : sentence) + "\n";
    return text.empty() ? (dutch ? "Geen.\n" : "None.\n") : text;
}

/// By which a page is known as one that may be written anew; readers of Markdown do not show it.
constexpr const char* page_mark = "<!-- made by luwte -->\n";

/// Roles of inputs in both languages.
struct Role {
    std::string_view role, nl, en;
};
constexpr std::array roles = {
    Role{"surface_height", "hoogtes van gebouwen en bomen", "heights of buildings and trees"},
    Role{"terrain_height", "hoogte van de grond", "height of the ground"},
    Role{"buildings", "omtrekken van gebouwen", "outlines of buildings"},
    Role{"land_cover", "wat er op de grond ligt: gras, stenen, water",
         "what covers the ground: grass, paving, water"},
    Role{"trees", "bomen", "trees"},
    Role{"site", "terreinen van de locaties", "plots of the sites"},
    Role{"materials", "waar oppervlakken van iets anders zijn", "where surfaces are of another material"},
    Role{"edit", "wat een scenario verandert", "what a scenario changes"},
    Role{"roads", "wegen en verkeer", "roads and traffic"},
    Role{"city.roads", "wegen en verkeer", "roads and traffic"},
    Role{"receptors", "punten langs wegen", "points along roads"},
    Role{"emission_factors", "wat voertuigen uitstoten", "what vehicles emit"},
    Role{"measures", "maatregelen in een gebied", "measures in an area"},
    Role{"sources", "bronnen die geen weg zijn", "sources that are no roads"},
    Role{"background", "lucht zonder deze wegen", "air without these roads"},
    Role{"yards", "pleinen", "yards"},
    Role{"inflow_table", "wind die het gebied binnenkomt", "wind that enters the area"},
    Role{"scores", "punten van anderen", "scores of others"},
    Role{"weather", "het weer van een meetstation", "the weather of a station"},
};

/// One line of text of at most `limit` - 1 characters (not bytes), for the register.
std::string cut(std::string text, std::size_t limit) {
    std::ranges::replace(text, '\n', ' ');
    std::size_t characters = 0;
    for (std::size_t n = 0; n < text.size(); ++n) {
        if ((static_cast<unsigned char>(text[n]) & 0xC0) == 0x80) continue;
        if (++characters >= limit) return text.substr(0, n);
    }
    return text;
}

bool uses(const RunFacts& facts, std::string_view id) {
    return std::ranges::find(facts.methods, id, &Method::id) != facts.methods.end();
}

}  // namespace

std::string role_name(const std::string& role, bool dutch) {
    // A role may say more behind its name: site yard, background_no2_map.
    const auto known = std::ranges::find_if(roles, [&](const Role& r) { return role.starts_with(r.role); });
    return known == roles.end() ? role : std::string(dutch ? known->nl : known->en);
}

std::string sentence_in_dutch(const std::string& english, const RunFacts& facts) {
    const auto own = facts.dutch.find(english);
    const std::string nl = own != facts.dutch.end() ? own->second : in_dutch(english);
    return nl.empty() ? english : nl;
}

namespace {

/// The page in one language, without the study.
std::string method_part(const RunFacts& facts, bool dutch) {
    const auto say = [&](const char* nl, const char* en) { return std::string(dutch ? nl : en); };
    std::string text = say("# Hoe deze getallen zijn gemaakt\n\n", "# How these numbers were made\n\n") +
                       in_markdown(facts.title) + "\n\n";
    text += fmt::format(fmt::runtime(say("Programma: {}. Gebied: {}. Tijd (UTC): {}.\n\n",
                                         "Program: {}. Area: {}. Time (UTC): {}.\n\n")),
                        in_markdown(facts.version),
                        in_markdown(dutch ? sentence_in_dutch(facts.area, facts) : facts.area),
                        in_markdown(dutch ? sentence_in_dutch(facts.when, facts) : facts.when));
    text += say(
        "Verkennend: uitkomsten zetten plekken op volgorde en leggen uit waarom; ze zijn geen toets volgens "
        "de wet. De bladzijden die hieronder worden genoemd zijn van de documentatie van het programma, met "
        "vergelijkingen, constanten en grenzen.\n\n"
        "## Regels, hun bronnen en hoe zeker die zijn\n\n"
        "*vergeleken met metingen, deels niet gehaald*: vergeleken met metingen, en niet alles wat daar "
        "wordt gevraagd is gehaald; *nagegaan*: vergeleken met de bron of met gepubliceerde waarden die een "
        "test herhaalt; *uit de tweede hand*: gelezen in een tekst over de bron; *nog na te gaan*: nog door "
        "niemand met de bron vergeleken; *eigen keuze*: van Luwte.\n\n"
        "| regel | bron | hoe zeker | bladzijde |\n| --- | --- | --- | --- |\n",
        "Exploratory: results rank places and explain why; they are no statutory assessment. Pages named "
        "below are those of the program's documentation, with equations, constants and limits.\n\n"
        "## Rules, their sources and how sure those are\n\n"
        "*compared, missed*: compared with measurements, and some of what is asked there is missed; "
        "*verified*: compared with the source or with published values that a test repeats; *second hand*: "
        "read in a text about the source; *to be verified*: nobody has compared it with its source yet; "
        "*own choice*: Luwte's.\n\n"
        "| rule | source | status | page |\n| --- | --- | --- | --- |\n");
    for (const Method& m : facts.methods)
        text += fmt::format("| {} | {} | {} | {} |\n",
                            in_markdown(dutch && !m.what_nl.empty() ? m.what_nl : m.what),
                            in_markdown(dutch ? list_in_dutch(m.source) : m.source),
                            in_markdown(dutch ? status_in_dutch(m.status) : m.status), in_markdown(m.page));
    text += say("\n## Wat hier is aangenomen\n\n", "\n## What was assumed here\n\n") +
            listed(facts.rules, facts, dutch);
    text += say("\n## Waarschuwingen\n\n", "\n## Warnings\n\n") + listed(facts.warnings, facts, dutch);
    text += say("\n## Gegevens\n\n| wat | bestand | datum | licentie | bytes | SHA-256 |\n",
                "\n## Data\n\n| what | file | date | licence | bytes | SHA-256 |\n") +
            "| --- | --- | --- | --- | --- | --- |\n";
    for (const RunFacts::Input& input : facts.inputs)
        text += fmt::format("| {} | {} | {} | {} | {} | {} |\n",
                            in_markdown(dutch ? role_name(input.role, true) : input.role),
                            in_markdown(input.path), or_dash(input.date, dutch),
                            or_dash(input.licence, dutch), input.size_bytes, in_markdown(input.sha256));
    text += say("\n## Wat dit niet kan vertellen\n\n", "\n## What this cannot tell\n\n");
    for (const Caveat& caveat : caveats_of(facts)) text += "- " + (dutch ? caveat.nl : caveat.en) + "\n";
    return text;
}

}  // namespace

std::string method_page(const RunFacts& facts) {
    return std::string(page_mark) + "*English follows below the Dutch.*\n\n" + method_part(facts, true) +
           "\n---\n\n" + method_part(facts, false) + "\n---\n\n## De studie, the study\n\n" +
           fenced(facts.config);
}

std::vector<Caveat> caveats_of(const RunFacts& facts) {
    std::vector<Caveat> all = {
        {"Dit is een verkenning. Het is geen officiële toets en vervangt geen meting.",
         "This is an exploration. It is no official test and replaces no measurement."},
        {"Een getal geldt voor het weer van de gekozen dagen, niet voor elke zomer.",
         "A number holds for the weather of the chosen days, not for every summer."},
        {"Vergeleken met metingen op één plek in Gothenburg is de stralingswarmte overdag gemiddeld 2,9 "
         "graden te "
         "hoog. Verschillen tussen plekken zijn zekerder dan de getallen zelf.",
         "Against measurements at one place in Gothenburg the mean radiant temperature is 2.9 degrees too "
         "high on "
         "average. Differences between places are surer than the numbers themselves."},
        {"Aan de rand van het gebied, ongeveer 20 meter, is er te veel zon en hemel: wat daarbuiten staat, "
         "telt "
         "niet mee.",
         "At the edge of the area, about 20 metres, there is too much sun and sky: what stands beyond it "
         "does "
         "not count."},
        {"Alle bomen zijn gerekend als loofbomen. Van een boom is alleen hoogte en omvang bekend, niet hoe "
         "gezond "
         "hij is.",
         "All trees are taken to be deciduous. Of a tree only its height and size are known, not its "
         "health."}};
    if (facts.less_than_a_year && (facts.has_wind || facts.has_air))
        all.push_back(
            {"Er was minder dan een jaar aan weer. Wat hinder van wind of jaargemiddelden van lucht heet, "
             "geldt daarom niet voor een jaar.",
             "There was less than a year of weather. What is called nuisance of wind or yearly means of air "
             "does therefore not hold for a year."});
    if (facts.share_unknown >= 0.01)
        all.push_back(
            {fmt::format(
                 "Van {:.0f} % van het gebied is niet bekend wat er op de grond ligt. Daar is gerekend met "
                 "bestrating.",
                 100 * facts.share_unknown),
             fmt::format(
                 "Of {:.0f} % of the area it is not known what covers the ground. It was taken as paved.",
                 100 * facts.share_unknown)});
    if (uses(facts, "wind-solver"))
        all.push_back(
            {"De wind op één plek tussen huizen is in een vergelijking met een windtunnel 38 % te hoog of te "
             "laag; gemiddeld over alle plekken 6 % te laag.",
             "The wind at one place between houses is 38 % too high or too low in a comparison with a wind "
             "tunnel; 6 % too low on average over all places."});
    if (uses(facts, "wind-screening"))
        all.push_back({"De wind is een snelle schatting zonder luwte achter gebouwen.",
                       "The wind is a quick estimate without wakes behind buildings."});
    if (uses(facts, "wind-by-rule"))
        all.push_back(
            {"De wind is geschat met een vuistregel; wind om hoeken en door straten is niet berekend.",
             "The wind is estimated by a rule; wind around corners and along streets is not computed."});
    if (uses(facts, "dispersion") || uses(facts, "srm1"))
        all.push_back(
            {"De luchtcijfers zijn verkennend en niet bedoeld voor vergunningen. Ze hangen af van de tabel "
             "met "
             "uitstoot per voertuig en van de achtergrond die zijn opgegeven.",
             "The figures for air are exploratory, not for permit tests. They depend on the table of "
             "emissions "
             "per vehicle and on the background that were given."});
    return all;
}

std::string plain_page(const RunFacts& facts) {
    const bool year = !facts.less_than_a_year, air = year && facts.has_air, wind = year && facts.has_wind;
    std::string nl = std::string(page_mark) + "# Uitleg\n\n" + in_markdown(facts.title) + "\n\n";
    nl += fmt::format(
        "## Wat is hier berekend?\n\nEen computermodel heeft berekend hoe warm het buiten voelt op elke plek "
        "in dit "
        "gebied: hoeveel zon en schaduw er is, hoe heet straten, daken en muren worden en hoe {}.{}{} Hoe "
        "warm "
        "het voelt heet de gevoelstemperatuur (PET). Boven 35 graden is het voor veel mensen te warm, boven "
        "41 "
        "graden is dat extreem.\n\n",
        facts.has_wind ? "hard het tussen de gebouwen waait" : "hard het waait",
        wind ? " Ook is berekend waar het vaak te hard waait." : "",
        air ? " En hoeveel vuile lucht van het verkeer er gemiddeld in een jaar is." : "");
    nl += "## Waarmee?\n\n";
    std::string en = "# In plain English\n\n" + in_markdown(facts.title) + "\n\n";
    en += fmt::format(
        "## What was computed?\n\nA computer model worked out how warm it feels outdoors at every place in "
        "this "
        "area: how much sun and shade there is, how hot streets, roofs and walls become and how windy and "
        "humid it "
        "is.{}{} How warm it feels is called the physiological equivalent temperature (PET). Above 35 "
        "degrees it "
        "is too warm for many people, above 41 degrees it is extreme.\n\n",
        wind ? " It also worked out where it is often too windy." : "",
        air ? " And how much dirty air of traffic there is on average over a year." : "");
    en += "## From what?\n\n";
    for (const RunFacts::Input& input : facts.inputs) {
        const std::string file = in_markdown(input.path), date = in_markdown(input.date);
        nl += fmt::format("- {}: {}{}\n", in_markdown(role_name(input.role, true)), file,
                          input.date.empty() ? "" : " (" + date + ")");
        en += fmt::format("- {}: {}{}\n", in_markdown(role_name(input.role, false)), file,
                          input.date.empty() ? "" : " (" + date + ")");
    }
    const auto doubtful = std::ranges::count_if(facts.methods, [](const Method& m) {
        return m.status == "to be verified" || m.status == "second hand";
    });
    nl += fmt::format(
        "\n## Hoe zeker is dat?\n\nHet model gebruikt {} rekenregels. Van {} daarvan zijn getallen nog niet "
        "met de "
        "bron vergeleken. Welke dat zijn, staat in het bestand `method.md`, met de bron van elke regel.\n\n"
        "## Wat vertelt dit niet?\n\n",
        facts.methods.size(), doubtful);
    en += fmt::format(
        "\n## How sure is that?\n\nThe model uses {} rules. Numbers of {} of them have not been compared "
        "with their "
        "source yet. The file `method.md` says which, and where each rule comes from.\n\n"
        "## What does this not tell?\n\n",
        facts.methods.size(), doubtful);
    for (const Caveat& caveat : caveats_of(facts))
        nl += "- " + caveat.nl + "\n", en += "- " + caveat.en + "\n";
    nl +=
        "\n## Bent u het er niet mee eens?\n\nDat kan. Met andere gegevens, bijvoorbeeld uw eigen metingen "
        "of een "
        "betere kaart, komt er misschien iets anders uit. Vraag de gemeente om de som met uw gegevens nog "
        "eens te "
        "maken. Vraag ook om beide uitkomsten te bewaren, met het verschil en de reden.\n";
    en +=
        "\n## Do you disagree?\n\nYou may. Other data, such as your own measurements or a better map, may "
        "give "
        "another answer. Ask the municipality to run it again with your data. Ask that both results are "
        "kept, with the "
        "difference and the reason.\n";
    return nl + "\n---\n\n" + en;
}

std::string algorithm_register(const RunFacts& facts) {
    std::string data, technique;
    for (const RunFacts::Input& input : facts.inputs) {
        data += fmt::format("{}{}: {} ({})", data.empty() ? "" : "; ", role_name(input.role, true),
                            input.path, input.date.empty() ? "datum niet bekend" : input.date);
    }
    for (const Method& m : facts.methods)
        technique += fmt::format("{}{} ({}; {})", technique.empty() ? "" : "; ",
                                 m.what_nl.empty() ? m.what : m.what_nl, list_in_dutch(m.source),
                                 status_in_dutch(m.status));
    const std::string empty;
    OrderedJson json;
    json["algemene_informatie"] = {
        {"naam", "Luwte: hitte, wind en lucht in een buurt"},
        {"korte_omschrijving",
         cut("Een rekenmodel dat laat zien waar het in een buurt heet wordt, waar schaduw is, waar het hard "
             "waait "
             "en hoeveel vuile lucht van verkeer er is. Het helpt om plekken voor een school te vergelijken.",
             350)},
        {"organisatie", empty},
        {"thema", {"Ruimte en Infrastructuur", "Natuur en Milieu"}},
        {"status", "In gebruik"},
        {"begindatum", empty},
        {"einddatum", empty},
        {"contactgegevens", empty},
        {"publicatiecategorie", "Overige algoritmes"}};
    json["verantwoord_gebruik"] = {
        {"doel_en_impact", cut("Doel: plekken en plannen vergelijken op hitte, schaduw, wind en "
                               "luchtkwaliteit, zodat de raad met "
                               "kennis kan kiezen. Over personen wordt niets berekend of besloten. Inwoners "
                               "merken het doordat de "
                               "uitkomst kan meewegen in waar een school komt of waar bomen blijven.",
                               2500)},
        {"afwegingen",
         cut("Een model kan overal rekenen waar niet gemeten is, ook voor plannen die er nog niet "
             "zijn. Daar staat tegenover dat het afwijkt van metingen; hoeveel staat in method.md.",
             2500)},
        {"menselijke_tussenkomst", cut("Het model beslist niets. Mensen kiezen de plekken, de gewichten en "
                                       "de dagen, lezen de uitkomst met "
                                       "haar onzekerheid en nemen het besluit.",
                                       2500)},
        {"risicobeheer",
         cut("Elke uitkomst bewaart haar gegevens, regels, bronnen en waarschuwingen. Plekken waarvan het "
             "verschil "
             "kleiner is dan de onzekerheid worden niet op volgorde gezet. Een inwoner kan andere gegevens "
             "aandragen.",
             2500)},
        {"link_wettelijke_basis", empty},
        {"impacttoetsen", empty}};
    json["werking"] = {{"gegevens", cut(data, 2500)},
                       {"technische_werking", cut(technique, 5000)},
                       {"leverancier", "Luwte (open source, Apache-2.0)"}};
    json["metadata"] = {
        {"taal", "nld"},
        {"schema", "1.0.0"},
        {"bron_id", cut(facts.version, 100)},
        {"zoektermen", "hitte, PET, schaduw, wind, luchtkwaliteit, school, digitale tweeling"}};
    json["nog_in_te_vullen_door_de_organisatie"] = {
        "algemene_informatie.organisatie", "algemene_informatie.begindatum",
        "algemene_informatie.contactgegevens", "verantwoord_gebruik.link_wettelijke_basis",
        "verantwoord_gebruik.impacttoetsen"};
    return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

}  // namespace luwte
