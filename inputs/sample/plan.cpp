// SPDX-License-Identifier: Apache-2.0
#include "inputs/sample/plan.hpp"

#include <algorithm>

namespace luwte::sample {
namespace {

Street stadsweg() {
    Street s{.name = "Stadsweg",
             .line = Polyline(
                 {{468, -18}, {452, 90}, {437, 200}, {428, 310}, {414, 420}, {390, 530}, {370, 618}})};
    s.carriageway = 7.5, s.verge = 3, s.cycle_path = 2.5, s.footpath = 2, s.asphalt = true;
    s.species_left = s.species_right = plane, s.tree_spacing = 13;
    s.light = 12600, s.medium = 420, s.heavy = 190, s.bus = 160, s.speed = 50;
    return s;
}

std::vector<Street> streets() {
    std::vector<Street> all{stadsweg()};
    const auto add = [&](const char* name, const std::vector<Point>& control) -> Street& {
        all.push_back({.name = name, .line = Polyline(control)});
        return all.back();
    };
    {  // the collector with old limes in its verges
        Street& s =
            add("Lindenlaan", {{-18, 243}, {95, 226}, {195, 224}, {285, 246}, {360, 258}, {432, 252}});
        s.carriageway = 6, s.verge = 2.4, s.footpath = 2, s.asphalt = true;
        s.left = Houses::thirties, s.right = Houses::thirties;
        s.species_left = s.species_right = lime, s.tree_spacing = 11.5;
        s.light = 2900, s.medium = 60, s.heavy = 22, s.bus = 64;
    }
    {
        Street& s = add("Vaartkade", {{-18, 433}, {90, 428}, {197, 444}, {296, 474}, {396, 505}});
        s.carriageway = 4.5, s.parking_left = 2, s.footpath = 1.8, s.right = Houses::thirties;
        s.species_left = elm, s.tree_spacing = 10, s.light = 620;
    }
    {
        Street& s = add("Vaartkade Oost", {{398, 508}, {480, 540}, {560, 557}, {618, 562}});
        s.carriageway = 4.5, s.parking_left = 2, s.footpath = 1.8, s.right = Houses::nineties;
        s.species_left = elm, s.tree_spacing = 11, s.light = 380;
    }
    {
        Street& s =
            add("Merelstraat", {{-18, 314}, {80, 296}, {180, 292}, {265, 312}, {345, 323}, {427, 319}});
        s.parking_right = 2, s.left = Houses::sixties, s.right = Houses::thirties;
        s.species_right = maple, s.tree_spacing = 14;
    }
    {
        Street& s =
            add("Vinkenstraat", {{-18, 377}, {80, 362}, {180, 362}, {262, 386}, {340, 402}, {417, 401}});
        s.parking_left = 2, s.left = Houses::thirties, s.right = Houses::sixties;
        s.species_left = cherry, s.tree_spacing = 9;
    }
    {
        Street& s = add("Lijsterpad", {{112, 226}, {122, 295}, {116, 362}, {124, 432}});
        s.carriageway = 4.2, s.footpath = 1.6, s.right = Houses::sixties, s.species_left = hawthorn;
    }
    {
        Street& s = add("Spechtstraat", {{272, 243}, {262, 312}, {268, 386}, {252, 460}});
        s.carriageway = 4.8, s.parking_left = 2, s.left = Houses::sixties, s.species_left = birch;
    }
    {
        Street& s = add("Esdoornlaan", {{198, 224}, {204, 160}, {219, 92}, {212, 20}, {203, -18}});
        s.carriageway = 5.2, s.parking_right = 2, s.left = Houses::thirties;
        s.species_right = maple, s.tree_spacing = 12, s.light = 1150, s.medium = 22;
    }
    {
        Street& s = add("Schoolstraat", {{217, 98}, {296, 80}, {372, 62}, {456, 66}});
        s.parking_left = 2, s.right = Houses::sixties, s.left = Houses::sixties;
        s.species_left = ash, s.tree_spacing = 13, s.light = 880;
    }
    {
        Street& s = add("Beukenhof", {{213, 32}, {292, 16}, {366, -2}, {420, -18}});
        s.parking_right = 2, s.left = Houses::sixties, s.right = Houses::sixties;
        s.species_left = cherry, s.tree_spacing = 10;
    }
    {
        Street& s = add("Flatlaan",
                        {{452, 92}, {512, 98}, {560, 132}, {574, 210}, {556, 285}, {500, 322}, {428, 318}});
        s.carriageway = 5.5, s.parking_left = 2.2, s.species_right = ash, s.tree_spacing = 14, s.light = 1400;
    }
    {
        Street& s = add("Reigerstraat", {{416, 405}, {490, 412}, {555, 428}, {618, 436}});
        s.parking_left = 2, s.left = Houses::nineties, s.right = Houses::semi;
        s.species_right = birch, s.tree_spacing = 12;
    }
    {
        Street& s = add("Ooievaarstraat", {{402, 468}, {480, 478}, {556, 494}, {618, 500}});
        s.parking_right = 2, s.left = Houses::nineties, s.right = Houses::nineties;
        s.species_left = hawthorn, s.tree_spacing = 10;
    }
    {
        Street& s = add("Noorderdijk", {{-18, 477}, {90, 473}, {196, 489}, {288, 517}, {384, 546}});
        s.carriageway = 4, s.footpath = 0.8, s.asphalt = true, s.left = Houses::dike, s.light = 750;
    }
    {  // to the garage boxes behind the houses
        Street& s = add("Spechthof", {{264, 347}, {284, 350}, {301, 353}});
        s.carriageway = 3.6, s.footpath = 0, s.light = 60;
    }
    return all;
}

Block block(const char* use, Point centre, double angle_deg, double length, double depth, int storeys,
            double high, int year, int homes) {
    return {use, centre, angle_deg * 0.017453292519943295, length, depth, storeys, high, year, homes};
}

void add_sites(Plan& plan) {
    const Frame school = turned({352, 158}, -0.21);
    plan.sites.push_back({"bestaande-school", "Bestaande school aan het plein", plan.school_yard,
                          rectangle(school, -38, 22, 14, 27)});
    const Frame park = turned({150, 128}, 0.1);
    plan.sites.push_back({"parkrand", "Parkrand bij de Esdoornlaan", rectangle(park, -26, 20, -18, 6),
                          rectangle(park, -26, 20, 6, 20)});
    const Frame road = turned({478, 250}, -1.43);
    plan.sites.push_back({"stadsweg", "Groenstrook langs de Stadsweg", rectangle(road, -24, 24, -7, 16),
                          rectangle(road, -24, 24, 16, 28)});
}

}  // namespace

const std::vector<Species>& tree_species() {
    static const std::vector<Species> list{
        {"Tilia x europaea", 12, 17, 7.5, 11},
        {"Quercus robur", 12, 19, 9, 14},
        {"Platanus x hispanica", 13, 19, 9, 13},
        {"Acer platanoides", 8, 13, 6, 9},
        {"Fraxinus excelsior", 11, 16, 7, 10},
        {"Ulmus x hollandica", 12, 18, 7, 10.5},
        {"Prunus serrulata", 4.5, 7, 4, 6.5},
        {"Betula pendula", 9, 14, 4.5, 7},
        {"Salix alba", 10, 15, 9, 13},
        {"Populus nigra 'Italica'", 17, 24, 3, 5},
        {"Crataegus monogyna", 4, 6.5, 3.5, 5.5},
    };
    return list;
}

Plan make_plan(std::uint64_t seed) {
    Plan plan{
        .streets = streets(),
        .canal = Polyline(
            {{-18, 452}, {90, 447}, {198, 463}, {296, 492}, {390, 524}, {480, 559}, {560, 577}, {618, 582}}),
        .ditch = Polyline({{-18, 536}, {80, 530}, {180, 545}, {270, 571}, {310, 618}})};
    plan.bridge_s = plan.streets[0].line.nearest({391, 524.5}).s;

    plan.park = {{-18, -18}, {190, -18}, {199, 20}, {205, 92}, {192, 150},
                 {186, 205}, {150, 206}, {95, 208}, {40, 216}, {-18, 224}};
    plan.pond = blob({92, 118}, 27, 1.7, seed ^ 11);
    plan.playground = blob({45, 52}, 10, 1.2, seed ^ 12);
    plan.wood = blob({28, 165}, 30, 1.35, seed ^ 13);
    plan.park_paths.push_back(
        Polyline({{203, 108}, {160, 78}, {110, 66}, {58, 78}, {30, 112}, {60, 170}, {100, 221}}));
    plan.park_paths.push_back(Polyline({{208, 12}, {150, 40}, {110, 66}}));
    plan.park_paths.push_back(Polyline({{58, 78}, {20, 40}, {-18, 22}}));
    plan.park_paths.push_back(Polyline({{199, 196}, {150, 170}, {60, 170}, {-18, 196}}));

    plan.pavements.push_back(Polyline({{446, 240}, {470, 216}, {506, 205}, {535, 222}, {570, 232}}));
    plan.pavements.push_back(
        Polyline({{436, 345}, {480, 340}, {530, 344}, {570, 372}, {590, 400}, {586, 430}}));
    plan.pavements.push_back(Polyline({{463, 30}, {490, 30}, {530, 44}, {552, 90}, {560, 132}}));
    plan.pavements.push_back(Polyline({{296, 82}, {300, 105}, {322, 120}, {330, 128}}));
    plan.pavements.push_back(Polyline({{270, 172}, {296, 176}, {310, 178}}));

    const Frame square = turned({243, 176}, 0.16);
    plan.square = rectangle(square, -24, 26, -22, 20);
    const Frame school = turned({352, 158}, -0.21);
    plan.school_yard = rectangle(school, -38, 22, -30, 14);
    plan.school_garden = rectangle(school, 22, 46, -30, 36);
    plan.meadow = {{-18, 545}, {80, 539}, {180, 554}, {262, 580}, {288, 618}, {-18, 618}};

    plan.parking_lots.push_back(rectangle(turned({549, 196}, 1.40), -22, 22, -8, 8));
    plan.parking_lots.push_back(rectangle(turned({524, 62}, 0.12), -26, 26, -8, 8));
    plan.parking_lots.push_back(rectangle(turned({352, 446}, 0.3), -15, 15, -8, 8));
    plan.parking_lots.push_back(rectangle(turned({335, 355.5}, 0.14), -31, 31, -3.2, 3.2));  // garage court
    plan.flats_green.push_back(
        {{468, 88}, {478, -18}, {618, -18}, {618, 400}, {432, 390}, {442, 300}, {451, 205}});
    plan.shrubs.push_back(rectangle(turned({505, 41}, 0.12), -24, 30, -1.5, 1.5));
    plan.shrubs.push_back(blob({160, 140}, 8, 1.8, seed ^ 21));
    plan.shrubs.push_back(blob({130, 25}, 7, 2.2, seed ^ 22));
    plan.shrubs.push_back(blob({22, 95}, 6, 1.6, seed ^ 23));
    plan.shrubs.push_back(rectangle(turned({395, 168}, 1.38), -28, 26, -1.4, 1.4));
    plan.shrubs.push_back(rectangle(turned({466, 352}, -1.35), -22, 22, -1.5, 1.5));

    // The school: a hall, a wing of two storeys and a wing of one, around the yard.
    plan.school_first = 0, plan.school_count = 3;
    const auto on_school = [&](double u, double v) { return school.at(u, v); };
    plan.blocks.push_back(block("onderwijsfunctie", on_school(-14, 20.5), -12.03, 48, 13, 2, 3.7, 1978, 1));
    plan.blocks.push_back(block("onderwijsfunctie", on_school(-32, -1), -12.03, 12, 30, 1, 3.9, 1978, 1));
    plan.blocks.push_back(block("onderwijsfunctie", on_school(16, 20.5), -12.03, 12, 13, 1, 6.2, 2004, 1));
    // Flats of the sixties in green, turned to the sun, not to the road.
    plan.blocks.push_back(block("woonfunctie", {508, 132}, 12, 58, 11, 4, 2.85, 1964, 32));
    plan.blocks.push_back(block("woonfunctie", {497, 182}, 12, 58, 11, 4, 2.85, 1964, 32));
    plan.blocks.push_back(block("woonfunctie", {487, 300}, -8, 54, 12, 6, 2.85, 1967, 48));
    plan.blocks.push_back(block("woonfunctie", {597, 165}, 78, 66, 11, 5, 2.85, 1966, 40));
    plan.blocks.push_back(block("woonfunctie", {588, 330}, 24, 52, 11, 4, 2.85, 1965, 28));
    plan.blocks.push_back(block("woonfunctie", {566, 42}, 7, 44, 15, 10, 2.9, 1971, 70));
    plan.blocks.push_back(block("woonfunctie", {522, 364}, 8, 62, 12, 5, 2.9, 1999, 40));
    plan.blocks.push_back(block("woonfunctie", {527, 262}, 100, 50, 11, 4, 2.85, 1965, 28));
    plan.blocks.push_back(block("woonfunctie", {601, 256}, 95, 56, 11, 4, 2.85, 1965, 32));
    plan.blocks.push_back(block("woonfunctie", {508, 14}, 7, 52, 11, 4, 2.85, 1966, 28));
    plan.blocks.push_back(block("overige gebruiksfunctie", {334, 361.5}, 8, 60, 5.6, 1, 2.3, 1968, 0));
    // Around the square and at the bridge: shops with homes above.
    plan.blocks.push_back(
        block("winkelfunctie,woonfunctie", square.at(-2, 27.5), 9.2, 46, 12, 3, 3.2, 1957, 14));
    plan.blocks.push_back(
        block("winkelfunctie,woonfunctie", square.at(34, -2), 99.2, 38, 12, 4, 3.1, 1958, 16));
    plan.blocks.push_back(block("winkelfunctie,woonfunctie", {368, 478}, 17.5, 34, 13, 4, 3.2, 2008, 20));
    plan.blocks.push_back(block("bijeenkomstfunctie", {318, 440}, 24, 26, 16, 2, 4.0, 1985, 1));
    plan.blocks.push_back(
        block("gezondheidszorgfunctie,woonfunctie", {322, 212}, 14, 44, 13, 4, 3.0, 2011, 36));
    add_sites(plan);
    return plan;
}

}  // namespace luwte::sample
