// SPDX-License-Identifier: Apache-2.0
#include "host/export/map_png.hpp"

#include "host/export/map_legend.hpp"
#include "host/export/map_raster.hpp"
#include "kernels/core/constants.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <sstream>
#include <vector>

#include <cairo.h>
#include <fmt/format.h>

namespace luwte {
namespace {

constexpr double margin = 44, legend_height = 160, line_height = 17;
constexpr const char* font = "DejaVu Sans";
constexpr const char* share_caption = "; below each its share of the ground without buildings and water";
constexpr Colour ink{0.13f, 0.13f, 0.15f}, quiet_ink{0.40f, 0.40f, 0.43f}, paper{1.0f, 1.0f, 1.0f};

struct Release {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* canvas) const { cairo_destroy(canvas); }
};
using Surface = std::unique_ptr<cairo_surface_t, Release>;
using Context = std::unique_ptr<cairo_t, Release>;

void set(cairo_t* c, Colour colour, double alpha = 1) {
    cairo_set_source_rgba(c, double(colour.r), double(colour.g), double(colour.b), alpha);
}

void choose_font(cairo_t* c, double size, bool bold = false) {
    cairo_select_font_face(c, font, CAIRO_FONT_SLANT_NORMAL,
                           bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(c, size);
}

double width_of(cairo_t* c, const std::string& text) {
    cairo_text_extents_t extents;
    cairo_text_extents(c, text.c_str(), &extents);
    return extents.x_advance;
}

enum class Align { left, centre, right };

void draw_text(cairo_t* c, double x, double y, const std::string& text, Align align = Align::left) {
    const double width = align == Align::left ? 0 : width_of(c, text);
    cairo_move_to(c, align == Align::centre ? x - width / 2 : align == Align::right ? x - width : x, y);
    cairo_show_text(c, text.c_str());
}

/// The text cut at words into lines of at most `width`; a word that is longer is cut itself.
std::vector<std::string> wrap(cairo_t* c, const std::string& text, double width) {
    std::vector<std::string> lines(1);
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        while (width_of(c, word) > width) {
            std::size_t end = word.size();
            while (end > 1 && ((word[end] & 0xC0) == 0x80 || width_of(c, word.substr(0, end)) > width)) --end;
            if (!lines.back().empty()) lines.emplace_back();
            lines.back() = word.substr(0, end);
            lines.emplace_back();
            word.erase(0, end);
        }
        const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
        if (!lines.back().empty() && width_of(c, longer) > width)
            lines.push_back(word);
        else
            lines.back() = longer;
    }
    return lines;
}

/// A size at which the text fits the width, at most `size`.
void choose_fitting_font(cairo_t* c, const std::string& text, double size, double width) {
    choose_font(c, size);
    const double needed = width_of(c, text);
    if (needed > width) choose_font(c, std::max(9.0, size * width / needed));
}

void panel(cairo_t* c, double x, double y, double width, double height) {
    const double r = 5;
    cairo_new_sub_path(c);
    cairo_arc(c, x + width - r, y + r, r, -pi_d / 2, 0);
    cairo_arc(c, x + width - r, y + height - r, r, 0, pi_d / 2);
    cairo_arc(c, x + r, y + height - r, r, pi_d / 2, pi_d);
    cairo_arc(c, x + r, y + r, r, pi_d, 3 * pi_d / 2);
    cairo_close_path(c);
    set(c, paper, 0.86);
    cairo_fill(c);
}

/// 1, 2 or 5 times a power of ten: the longest not above `length`.
double round_length(double length) {
    const double power = std::pow(10.0, std::floor(std::log10(length)));
    for (const double factor : {5.0, 2.0, 1.0})
        if (factor * power <= length) return factor * power;
    return power;
}

void draw_scale_bar(cairo_t* c, double left, double bottom, double metre_px, double map_width_px) {
    const double length = round_length(0.25 * map_width_px / metre_px), bar = length * metre_px;
    const std::string label =
        length >= 1000 ? fmt::format("{} km", length / 1000) : fmt::format("{} m", length);
    const double x = left + 16, y = bottom - 16;
    choose_font(c, 14);
    panel(c, x, y - 44, bar + 28 + width_of(c, label) / 2, 44);
    const double x0 = x + 14, y0 = y - 20;
    for (int half = 0; half < 2; ++half) {
        cairo_rectangle(c, x0 + half * bar / 2, y0, bar / 2, 7);
        set(c, half == 0 ? ink : paper);
        cairo_fill_preserve(c);
        set(c, ink);
        cairo_set_line_width(c, 1);
        cairo_stroke(c);
    }
    draw_text(c, x0, y0 - 7, "0", Align::centre);
    draw_text(c, x0 + bar, y0 - 7, label, Align::centre);
}

/// Points to true north; the grid's own north is straight up.
void draw_north_arrow(cairo_t* c, double right, double top, double convergence_rad) {
    const double x = right - 44, y = top + 50;
    panel(c, x - 26, y - 36, 52, 80);
    cairo_save(c);
    cairo_translate(c, x, y + 6);
    cairo_rotate(c, -convergence_rad);  // the arrow stands left of grid north where convergence is positive
    for (const int side : {-1, 1}) {
        cairo_move_to(c, 0, -20);
        cairo_line_to(c, side * 12, 22);
        cairo_line_to(c, 0, 13);
        cairo_close_path(c);
        set(c, side < 0 ? ink : paper);
        cairo_fill_preserve(c);
        set(c, ink);
        cairo_set_line_width(c, 1.1);
        cairo_set_line_join(c, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(c);
    }
    choose_font(c, 14, true);
    draw_text(c, 0, -24, "N", Align::centre);
    cairo_restore(c);
}

void draw_hatch(cairo_t* c, const Hatch& hatch, double x, double y, double width, double height) {
    cairo_save(c);
    cairo_rectangle(c, x, y, width, height);
    cairo_clip(c);
    set(c, map_colours::hatch, double(hatch.strength));
    cairo_set_line_width(c, double(hatch.width_px) / std::sqrt(2.0));
    const double begin = hatch.rising ? height : 0;
    for (double offset = -height; offset < width + height; offset += double(hatch.period_px)) {
        cairo_move_to(c, x + offset, y + begin);
        cairo_line_to(c, x + offset + height, y + height - begin);
    }
    cairo_stroke(c);
    cairo_restore(c);
}

/// Classes as one bar, labels and shares below it, words for several together above it.
void draw_class_bar(cairo_t* c, const MapPicture& picture, double x, double y, double width) {
    const MapLegend legend = legend_of(picture.classes);
    const auto& classes = legend.classes;
    const std::string caption = legend.caption + share_caption;
    const std::vector<double> shares = class_shares(picture);
    const double step = width / double(classes.size()), bar = 24, top = y + 32;
    const double size = std::clamp(step / 4.6, 8.5, 15.0);

    for (std::size_t n = 0; n < classes.size(); ++n) {
        const double left = x + double(n) * step;
        set(c, colour_of(classes[n].colour));
        cairo_rectangle(c, left, top, step, bar);
        cairo_fill(c);
        set(c, ink);
        choose_fitting_font(c, std::string(classes[n].label), size, step);
        draw_text(c, left + step / 2, top + bar + size + 5, std::string(classes[n].label), Align::centre);
        set(c, quiet_ink);
        choose_font(c, 0.87 * size);
        const double percent = 100 * shares[n];
        const std::string share = percent == 0    ? "–"
                                  : percent < 0.5 ? "< 1 %"
                                                  : fmt::format("{:.0f} %", percent);
        draw_text(c, left + step / 2, top + bar + 2.25 * size + 7, share, Align::centre);
    }
    set(c, quiet_ink);
    choose_fitting_font(c, caption, 12, width);
    draw_text(c, x, top + bar + 2.25 * size + 30, caption);
    cairo_rectangle(c, x, top, width, bar);
    set(c, ink, 0.55);
    cairo_set_line_width(c, 0.8);
    cairo_stroke(c);
    set(c, quiet_ink);
    for (const MapLegend::Group& group : legend.groups) {
        const double left = x + double(group.first) * step, right = x + double(group.last + 1) * step;
        choose_font(c, 0.93 * size);
        draw_text(c, (left + right) / 2, top - 10, std::string(group.word), Align::centre);
        cairo_set_line_width(c, 0.9);
        cairo_move_to(c, left + 3, top - 4.5);
        cairo_line_to(c, right - 3, top - 4.5);
        cairo_stroke(c);
    }
}

void draw_keys(cairo_t* c, double x, double y, double width) {
    const struct {
        const char* label;
        Colour fill, edge;
        const Hatch* hatch;
    } keys[] = {{"building", map_colours::roof, map_colours::roof_edge, nullptr},
                {"water", map_colours::water, map_colours::water_edge, nullptr},
                {"outline of tree crowns", paper, map_colours::crown_edge, nullptr},
                {"height not measured: filled", paper, quiet_ink, &height_filled},
                {"surface unknown: taken as paved", paper, quiet_ink, &surface_unknown}};
    const double size = std::clamp(width / 21, 9.0, 13.5), line = 1.78 * size;
    choose_font(c, size);
    for (const auto& key : keys) {
        set(c, key.fill);
        cairo_rectangle(c, x, y, 2 * size, 1.05 * size);
        cairo_fill_preserve(c);
        set(c, key.edge);
        cairo_set_line_width(c, 1.1);
        cairo_stroke(c);
        if (key.hatch != nullptr) draw_hatch(c, *key.hatch, x, y, 2 * size, 1.05 * size);
        set(c, ink);
        draw_text(c, x + 2.6 * size, y + 0.93 * size, key.label);
        y += line;
    }
}

void check_sizes(const std::string& place, const MapPicture& p) {
    const std::size_t cells = std::size_t(p.grid.nx) * std::size_t(p.grid.ny);
    const bool good = cells > 0 && p.values.size() == cells && p.terrain_height.size() == cells &&
                      p.building_height.size() == cells && p.surface_type.size() == cells &&
                      p.data_gap.size() == cells &&
                      (p.canopy_height.empty() || p.canopy_height.size() == cells);
    if (!good) throw RuntimeError(place + ": a field of the map has another size than the grid");
}

/// The map with its edge, scale bar and north arrow at (left, top).
void draw_framed_map(cairo_t* c, MapRaster& raster, const Grid& grid, double left, double top) {
    Surface map(cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(raster.pixels.data()),
                                                    CAIRO_FORMAT_RGB24, raster.width, raster.height,
                                                    4 * raster.width));
    cairo_set_source_surface(c, map.get(), left, top);
    cairo_paint(c);
    cairo_rectangle(c, left - 0.5, top - 0.5, raster.width + 1, raster.height + 1);
    set(c, ink);
    cairo_set_line_width(c, 1);
    cairo_stroke(c);
    const double metre_px = raster.width / (grid.nx * grid.cell_size);
    draw_scale_bar(c, left, top + raster.height, metre_px, raster.width);
    draw_north_arrow(c, left + raster.width, top, grid.convergence_rad);
}

/// The middle of an outline's longest ring, for its label.
std::array<double, 2> middle_of(const MapOutline& outline) {
    const auto longest =
        std::ranges::max_element(outline.rings, {}, [](const auto& ring) { return ring.size(); });
    double x0 = longest->front()[0], x1 = x0, y0 = longest->front()[1], y1 = y0;
    for (const auto& [x, y] : *longest) {
        x0 = std::min(x0, x), x1 = std::max(x1, x);
        y0 = std::min(y0, y), y1 = std::max(y1, y);
    }
    return {(x0 + x1) / 2, (y0 + y1) / 2};
}

/// Outlines over the map whose upper left corner is at (left, top).
void draw_outlines(cairo_t* c, const std::vector<MapOutline>& outlines, const MapRaster& raster,
                   const Grid& grid, double left, double top) {
    using Kind = MapOutline::Kind;
    const double px = raster.width / (grid.nx * grid.cell_size), dashes[] = {7, 5};
    const auto at_x = [&](double x) { return left + (x - grid.x0) * px; };
    const auto at_y = [&](double y) { return top + raster.height - (y - grid.y0) * px; };
    cairo_save(c);
    cairo_rectangle(c, left, top, raster.width, raster.height);
    cairo_clip(c);
    for (const MapOutline& outline : outlines)
        for (const bool halo : {true, false}) {
            for (const auto& ring : outline.rings) {
                for (const auto& [x, y] : ring) cairo_line_to(c, at_x(x), at_y(y));
                outline.kind == Kind::road ? cairo_new_sub_path(c) : cairo_close_path(c);
            }
            cairo_set_dash(c, dashes, outline.kind == Kind::building && !halo ? 2 : 0, 0);
            set(c, halo                         ? paper
                   : outline.kind == Kind::edit ? Colour{0.78f, 0.05f, 0.10f}
                   : outline.kind == Kind::road ? Colour{0.05f, 0.25f, 0.65f}
                                                : ink);
            cairo_set_line_width(c, halo ? 4.6 : 2.2);
            cairo_stroke(c);
        }
    cairo_set_dash(c, nullptr, 0, 0);
    choose_font(c, 15, true);
    for (const MapOutline& outline : outlines) {
        if (outline.label.empty() || outline.rings.empty()) continue;
        const auto [x, y] = middle_of(outline);
        const double width = width_of(c, outline.label) + 14;
        panel(c, at_x(x) - width / 2, at_y(y) - 12, width, 24);
        set(c, ink);
        draw_text(c, at_x(x), at_y(y) + 5, outline.label, Align::centre);
    }
    cairo_restore(c);
}

/// Into memory: cairo does not say why it could not write to a disk.
std::string encode(const std::string& place, const Surface& surface, const Context& context) {
    cairo_surface_flush(surface.get());
    std::string png;
    const auto append = [](void* text, const unsigned char* bytes, unsigned count) {
        static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), count);
        return CAIRO_STATUS_SUCCESS;
    };
    cairo_status_t status = cairo_status(context.get());
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream(surface.get(), append, &png);
    if (status != CAIRO_STATUS_SUCCESS)
        throw RuntimeError(place + ": cannot draw the picture: " + cairo_status_to_string(status));
    return png;
}

}  // namespace

std::string map_png(const MapPicture& picture, int longest_px) {
    const std::string place = "a map of the report";
    check_sizes(place, picture);
    MapRaster raster = draw_map(picture, longest_px);
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, raster.width, raster.height));
    Context context(cairo_create(surface.get()));
    draw_framed_map(context.get(), raster, picture.grid, 0, 0);
    draw_outlines(context.get(), picture.outlines, raster, picture.grid, 0, 0);
    return encode(place, surface, context);
}

void write_map_png(PartFile& to, const MapPicture& picture, int longest_px) {
    check_sizes(to.path().string(), picture);
    MapRaster raster = draw_map(picture, longest_px);
    const double width = std::max(raster.width, 640), left = margin + (width - raster.width) / 2;

    // Lines of text decide how high the picture is.
    Surface probe(cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1));
    Context ruler(cairo_create(probe.get()));
    choose_font(ruler.get(), 31, true);
    const double title_size = width_of(ruler.get(), picture.title) <= width ? 31 : 23;
    choose_font(ruler.get(), title_size, true);
    const std::vector<std::string> title = wrap(ruler.get(), picture.title, width);
    const double title_height = 56 + 1.2 * title_size * double(title.size());
    choose_font(ruler.get(), 12);
    const std::vector<std::string> sources = wrap(ruler.get(), picture.sources, width);
    const double height =
        title_height + raster.height + legend_height + line_height * double(sources.size()) + 26;

    Surface surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, int(width + 2 * margin), int(std::ceil(height))));
    Context context(cairo_create(surface.get()));
    cairo_t* c = context.get();
    set(c, paper);
    cairo_paint(c);

    set(c, ink);
    choose_font(c, title_size, true);
    double y = 17;
    for (const std::string& line : title) draw_text(c, margin, y += 1.2 * title_size, line);
    set(c, quiet_ink);
    choose_fitting_font(c, picture.subtitle, 17, width);
    draw_text(c, margin, y + 26, picture.subtitle);

    draw_framed_map(c, raster, picture.grid, left, title_height);
    draw_outlines(c, picture.outlines, raster, picture.grid, left, title_height);

    const double below = title_height + raster.height + 22, keys = std::clamp(0.25 * width, 190.0, 300.0);
    draw_class_bar(c, picture, margin, below, width - keys - 34);
    draw_keys(c, margin + width - keys, below + 4, keys);

    set(c, quiet_ink);
    choose_font(c, 12);
    y = title_height + raster.height + legend_height - 3;
    for (const std::string& line : sources) draw_text(c, margin, y += line_height, line);

    to.write(encode(to.path().string(), surface, context));
}

}  // namespace luwte
