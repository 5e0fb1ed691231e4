// SPDX-License-Identifier: Apache-2.0
#include "host/cli.hpp"
#include "host/output/info.hpp"
#include "host/plan_picture.hpp"
#include "host/report/study_pages.hpp"
#include "validation/validation.hpp"

/// The composition root: which functions stand behind the commands.
int main(int argc, char** argv) {
    return luwte::luwte_main(
        argc, argv,
        {luwte::run_with_pages, luwte::plan_text, luwte::draw_plan, luwte::print_info, luwte::compare_results,
         luwte::write_study_pages, luwte::validation_cases(), luwte::rank_results});
}
