#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each rule of check_sources.py finds what it is for, and lets good sources pass."""
import unittest

from check_sources import SPDX, problems_of


def found(path, *lines):
    return [what for _, what in problems_of(path, "\n".join([f"// {SPDX}", *lines]))]


class CheckSources(unittest.TestCase):
    def test_includes_along_the_layers_pass(self):
        self.assertEqual(found("models/a.cpp", '#include "kernels/core/view.hpp"', "#include <vector>"), [])
        self.assertEqual(found("host/a.cpp", '#include "inputs/study/study.hpp"'), [])
        self.assertEqual(found("host/main.cpp", '#include "validation/validation.hpp"'), [])
        self.assertEqual(found("validation/a.cpp", '#include "host/run.hpp"', "#include <gdal.h>"), [])

    def test_includes_against_the_layers_are_found(self):
        for path, header in [("kernels/a.hpp", "models/a.hpp"), ("models/a.cu", "inputs/a.hpp"),
                             ("inputs/a.cpp", "host/a.hpp"), ("host/a.cpp", "validation/a.hpp"),
                             ("validation/a.cpp", "benches/a.hpp")]:
            self.assertEqual(len(found(path, f'#include "{header}"')), 1, path)

    def test_libraries_stay_in_their_places(self):
        for path, header in [("models/a.cpp", "gdal_priv.h"), ("kernels/a.hpp", "ogrsf_frmts.h"),
                             ("inputs/a.cpp", "hdf5.h"), ("models/a.hpp", "cuda_runtime.h"),
                             ("models/a.cu", "cub/cub.cuh"), ("host/a.cpp", "kernels/core/launch_cuda.cuh")]:
            self.assertTrue(found(path, f"#include <{header}>"), path)
        self.assertEqual(found("models/a.cu", "#include <cuda_runtime.h>"), [])

    def test_a_launch_elsewhere_is_found(self):
        self.assertEqual(len(found("models/a.cu", "run<<<1, 1>>>();")), 1)

    def test_unfinished_work_machine_paths_and_long_files_are_found(self):
        self.assertEqual(len(found("host/a.cpp", "// TODO later")), 1)
        self.assertEqual(len(found("host/a.cpp", 'open("/home/me/a.tif")')), 1)
        self.assertEqual(len(found("host/a.cpp", *["x"] * 600)), 1)
        self.assertEqual(found("host/a.cpp", "// https://example.org/home/me", "// todos los dias"), [])

    def test_a_missing_licence_line_is_found(self):
        self.assertEqual(len(list(problems_of("host/a.cpp", "int a;\n"))), 1)


if __name__ == "__main__":
    unittest.main()
