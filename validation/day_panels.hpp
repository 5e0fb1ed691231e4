// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace luwte {

/// One panel of a picture of days: a modelled line, measured dots, over hours.
struct DayPanel {
    struct Point {
        double hour, value;
        bool filled = true;  ///< of a dot; open: listed apart
    };
    std::string title;
    std::vector<Point> line, dots;
};
/// What all panels of a picture share.
struct DayAxes {
    double first_hour, last_hour, lowest, highest;
    std::string title, caption;  ///< of the picture; below it
};

/// An SVG picture, two panels beside each other. Titles and caption are not escaped.
std::string draw_day_panels(const std::vector<DayPanel>& panels, const DayAxes& axes);

}  // namespace luwte
