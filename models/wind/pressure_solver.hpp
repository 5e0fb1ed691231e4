// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/field.hpp"
#include "kernels/wind/multigrid.hpp"

#include <vector>

namespace luwte {

/// Solves sum over faces of c (x - x_neighbour) = b on the wind grid: conjugate gradients with a multigrid
/// V-cycle, docs/models/wind.md, equations 12 to 18. The conductances c come anew with every iteration of the
/// flow.
///
/// Memory: 40 B per cell and a third of 28 B.
class PressureSolver {
  public:
    PressureSolver(const Backend& backend, const wind::Extents& extents);

    /// To be written before `prepare`, faces of ghost cells excepted.
    wind::Conductances<float> conductances();
    /// Coarser conductances and the pivots of all columns.
    void prepare();

    struct Result {
        int iterations = 0;
        double first_residual = 0, residual = 0;  ///< root of the sum of squares, unit of b
    };
    /// From x = 0 until the residual is `tolerance` of the first, or for `most_iterations`.
    /// `b` holds the residual afterwards.
    Result solve(Field3D<float>& b, Field3D<float>& x, double tolerance, int most_iterations);

    /// One V-cycle from 0: x is an approximation of the solution.
    void cycle(const Field3D<float>& b, Field3D<float>& x) { cycle(0, b, x); }
    int levels() const { return int(levels_.size()); }

  private:
    struct Level {
        wind::Extents extents;
        Field3D<float> east, north, top, pivot;  ///< m s, m s, m s, one over m s
        Field3D<float> change;                   ///< of one sweep over columns
        Field3D<float> b, x;                     ///< coarser levels only

        wind::Conductances<const float> c() const { return {east.view(), north.view(), top.view()}; }
    };
    void cycle(std::size_t level, const Field3D<float>& b, Field3D<float>& x);
    void smooth(Level& level, const Field3D<float>& b, Field3D<float>& x);

    Backend backend_;
    std::vector<Level> levels_;
    Field3D<float> z_, direction_, image_;
};

}  // namespace luwte
