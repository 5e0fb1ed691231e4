// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/dispersion/transport.hpp"
#include "models/wind/sector_flow.hpp"

#include <vector>

namespace luwte {

/// Steady concentrations of a passive scalar in a steady wind (docs/models/dispersion.md).
///
/// The matrix is made once of a flow, which may be dropped then, and serves any number of sources. For the
/// transposed problem it is turned in its place, and back for the next forward one: solve what is alike
/// together. Memory: 60 B per cell, and a third of it for wider columns.
class ScalarModel {
  public:
    struct Parameters {
        double schmidt = 0.7;  ///< 1, turbulent Schmidt number, to be verified: 0.5 to 0.9 as sensitivity
        dispersion::Removal removal;
        /// m s-1, deposition velocity to ground and roofs of each column of the wind grid's inside, with the
        /// rows first; empty: removal.to_surfaces
        std::vector<float> tops = {};
        double tolerance = 1e-4;  ///< 1, of Result::lacking; 0: as far as single precision goes
        int most_cycles = 60;
    };
    /// How a solution came about.
    struct Result {
        int cycles = 0;
        double lacking = 0;  ///< 1, of c: sum over cells of |what the balance lacks| over that of the source
        bool has_settled = false;  ///< to the tolerance
    };

    /// Values of cells in the order of a sweep, [rows][layers][columns]: the inside of each row of a layer
    /// begins with a cache line and has room for whole blocks, 0 beyond the last column.
    class Volume {
      public:
        Volume(const Backend& backend, const wind::Extents& extents, const char* name, const char* unit);
        View3D<float> view() { return among_ghosts(values_.view().p); }
        View3D<const float> cview() const { return among_ghosts(values_.cview().p); }

      private:
        template <class T>
        View3D<T> among_ghosts(T* p) const {
            const Shape s = values_.shape();
            return {p + (dispersion::block_columns - wind::ghosts),
                    extents_.columns_x(),
                    extents_.columns_y(),
                    extents_.layers(),
                    std::ptrdiff_t(s.ny) * s.nx,
                    s.nx};
        }
        wind::Extents extents_;
        Field3D<float> values_;
    };

    ScalarModel(const WindModel& wind, const Parameters& parameters);
    /// Of a flow over an area alone, whose sides let out what reaches them. Concentrations are those of a
    /// reference speed of 1 m s-1, with K over that speed.
    /// In     area   wind_domain(city, layout) of the flow's layout
    /// Throws RuntimeError when shapes of flow and area differ, or `tops` has not a value of each column.
    ScalarModel(const Backend& backend, const SectorFlow& flow, const WindDomain& area,
                const Parameters& parameters);

    /// Concentrations of what enters cells with `source` [per second; the unit is the caller's, per m3 that
    /// of the result]. Linear in the source.
    /// In     source   not negative, on the backend, ghost cells included, 0 in them and in solids
    ///                 (kernels/wind/wind_grid.hpp)
    /// Out    c        the same shape; 0 in solids
    /// Throws RuntimeError when a shape is another one, or where a source is negative, no number, in a solid
    /// or
    ///                    in air that nothing leaves (with its place)
    Result solve(const Field3D<float>& source, Field3D<float>& c) { return solve(source, c, false); }
    /// (9) The transposed problem: `c` is what one unit per second in each cell adds to the sum over cells of
    /// `receptor` times concentration.
    Result solve_transposed(const Field3D<float>& receptor, Field3D<float>& c) {
        return solve(receptor, c, true);
    }

    /// (41) Concentrations times the mean time since what makes them was emitted [s times the unit of `c`]:
    /// what a source that enters everywhere where `c` stands would make. Linear in `c`.
    Result solve_aged(const Field3D<float>& c, Field3D<float>& aged);

    /// What leaves the domain of concentrations `c`, with the wind and by deposition [per second].
    double leaving(const Field3D<float>& c);

    wind::Extents extents() const { return extents_; }  ///< of the wind grid
    /// As stored for the forward or the transposed problem, until the other one is asked for or solved; and
    /// whether its rows lie along y.
    dispersion::Matrix<const float> matrix(bool transposed = false);
    bool turned() const { return turned_; }

  private:
    /// The finest, and wider and wider columns.
    struct Level {
        wind::Extents extents;  ///< of the matrix
        Field3D<float> matrix;
        Volume source, c, next;

        dispersion::Matrix<const float> a() const {
            return {matrix.view().p, extents.ny, extents.nx, extents.nz};
        }
    };
    Level level(const wind::Extents& extents) const;
    /// Directions, then the matrices; `flow` has strides 0 where there are no leaves, `per_drag` is one over
    /// their c_d.
    void make(const wind::Flow& flow, const wind::Levels& levels, double from_deg, float per_drag);
    Result solve(const Field3D<float>& source, Field3D<float>& c, bool transposed);
    void transpose(bool transposed);
    void cycle(std::size_t n);
    void sweep(Level& level, bool downwind);
    void lacking(Level& level);
    View3D<const float> ones() const;
    [[noreturn]] void refuse(const Field3D<float>& source) const;
    void turn(View3D<const float> from, View3D<float> to) const;

    Backend backend_;
    Parameters parameters_;
    wind::Extents extents_;
    bool turned_;
    bool blows_upward_;           ///< from row to row of the matrix
    bool is_transposed_ = false;  ///< the matrix, of all levels
    std::vector<Level> levels_;
    Field2D<float> ones_;         ///< a row in place of a volume
    Field2D<float> volume_;       ///< m3, of a layer's cells   [1, layers]
    Field3D<std::uint8_t> open_;  ///< 1/128, open share of every cell, as of the wind
};

}  // namespace luwte
