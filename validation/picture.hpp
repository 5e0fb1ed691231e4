// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/validate.hpp"

#include <string>
#include <vector>

namespace luwte {

/// One panel of a case's picture: curves and dots over one axis, scaled to what they span.
struct Panel {
    struct Point {
        double x, y;
    };
    struct Curve {
        std::string label;  ///< empty = none
        std::vector<Point> points;
        bool dots = false;
    };
    std::string title, x, y;  ///< y with its unit, above the axis
    std::vector<Curve> curves;
    std::vector<double> bounds = {};  ///< y of dashed lines: what is asked for
};

/// Draws `case_name`.svg into the folder of the page, two panels beside each other; nothing where no pictures
/// are wanted. Texts are not escaped. Throws RuntimeError when the file cannot be written.
void draw_panels(const ValidationContext& context, const std::string& case_name, const std::string& caption,
                 const std::vector<Panel>& panels);

}  // namespace luwte
