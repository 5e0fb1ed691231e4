// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/core/state.hpp"
#include "kernels/radiation/beam_table.hpp"
#include "kernels/radiation/surroundings.hpp"
#include "models/city/wall_facets.hpp"

#include <vector>

namespace luwte {

/// Radiation between ground, roofs and walls that see each other.
///
/// Surfaces are joined in patches: ground or roof of square blocks of columns, walls of one facing within a
/// block. Which patches see each other, and how much, is found once for `directions` of equal solid angle
/// (kernels/radiation/see_facets.hpp) and kept. How much of its view is not sky is known more exactly of
/// each facet from its sky view factor; the table is scaled to that without losing its symmetry. So what one
/// patch sends to another arrives there, and surfaces of one temperature stay at rest: to rounding.
/// Crowns stand before surfaces: what they hold of a pairing is leaves for both of its patches. What leaves
/// take there, and between surfaces and sky, is added up by blocks of columns whose leaves have one
/// temperature: whoever sees leaves sees those of the nearest block that has any.
/// Equations: docs/models/radiation.md, "Exchange between surfaces".
///
///     exchange.join_crowns(...);  // once, where there are crowns; set_leaves(), add_leaf_longwave() too
///     exchange.set_leaves(...);
///     exchange.run({reflected, reflected_by_walls}, {longwave, longwave_of_walls}, sun);
///     ... of a block of leaves: balance of held_by_leaves - leaf_view times what leaves emit
///     exchange.add_leaf_longwave(emitted);
///     ... of a facet: shortwave = own sun and sky + (1 - sky view) seen_shortwave[patch]
///
/// In     walls               kept by reference: they must outlive the model
///        sky views           1, opaque, of tops (ny, nx) and of wall facets
///        albedo              1, the same
/// Out    the two fields, by patch, valid until the next run()
/// Throws RuntimeError        not enough memory, or reflections that do not end
/// Cost   `directions` sweeps at first; per run a few readings of the table, 8 B per pairing
class FacetExchange {
  public:
    struct Parameters {
        int directions = 64;
        double patch_size = 2;         ///< m, side of a block; at least one column
        float remaining = 0.5f;        ///< W m-2, change of every patch's radiosity at which reflections end
        float leaf_extinction = 0.3f;  ///< 1, leaf area that a ray meets per leaf area: G times clumping
        double leaf_block = 16;        ///< m, side of the blocks in which leaves have one temperature
    };
    /// A figure of tops (ny, nx) and of wall facets.
    struct OfFacets {
        const Field2D<float>&top, &wall;
    };
    FacetExchange(const WallFacets& walls, OfFacets sky_view, OfFacets albedo, Parameters parameters);

    /// Finds whose leaves each patch sees; nothing without crowns. Sky view with crowns, the rest as above.
    void join_crowns(OfFacets sky_view, OfFacets sky_view_opaque, OfFacets albedo);
    /// Other materials on the same city: as if made with these, and nothing run yet. Opaque sky view.
    void set_albedo(OfFacets sky_view_opaque, OfFacets albedo);
    /// What light leaves send and get from now on. `sky_view`: 1, with crowns (ny, nx).
    struct Leaves {
        const Field2D<float>& sky_view;
        StepSky sky;
        Crowns crowns;
    };
    void set_leaves(const Leaves& leaves);
    /// Completes seen_longwave after a run. `emitted`: W m-2, by block.
    void add_leaf_longwave(const Field2D<float>& emitted);
    /// `reflected`: sun and sky that a facet reflects; `longwave`: what it emits and reflects [W m-2].
    void run(OfFacets reflected, OfFacets longwave, bool sun);
    /// Between steps: reflections begin with what was seen last.
    void carry(State& state) { state(seen_shortwave); }
    /// Adds what run() found to the means of a step, of which the part is `weight`; the first part forgets
    /// the step before.
    void add_to_step(float weight, bool first);
    /// Fills the two fields of sides from the step's means. `normal`: azimuth from grid north [rad] of the
    /// side that counts as north; the others follow clockwise.
    void look_around(double normal);

    /// W m-2, what patches reflected in the last run, and the light of the leaves that they see; by patch.
    const Field2D<float>& shortwave_radiosity() const { return radiosity_; }
    const Field2D<float>& light_of_leaves() const { return leaf_shortwave_; }
    idx leaf_block_size() const { return leaf_block_size_; }  ///< columns along a side

    exchange::Patches patches() const;
    idx patch_count() const { return patch_count_; }
    std::int64_t pairings() const { return std::int64_t(partner_.size()) / 2; }
    int reflections() const { return reflections_; }  ///< of the last run

    Field2D<std::int32_t> patch_of_top, patch_of_wall;  ///< by column (ny, nx) and by wall facet

    /// W m-2, mean radiosity of the surfaces and leaves that a patch sees.
    Field2D<float> seen_shortwave, seen_longwave;
    /// Of blocks of leaves, empty without crowns: their leaf area [m2], what they keep of what surfaces and
    /// sky sent in the last run [W], the area over which they emit [m2]; the nearest block that has leaves.
    Field2D<float> leaf_area, held_by_leaves, leaf_view;
    Field2D<std::int32_t> nearest_leaves;
    Field2D<float> leaf_longwave;  ///< W m-2, of the leaves that a patch sees
    /// W m-2, mean radiosity of what a body above a patch of tops sees on each side beside sky and floor
    /// (4, patches of tops); valid after look_around().
    Field2D<float> side_shortwave, side_longwave;

    /// The table on the host, for tests: the share of patch `partner[n]`, n from first[p] to first[p + 1], in
    /// what patch p sees beside the sky; the shares of leaves and of its own kind, which stands in for what
    /// is not known; how much it sees [m2].
    struct Table {
        std::vector<std::int32_t> first, partner;
        std::vector<float> share, own, area, leaves;
    };
    Table table() const;

  private:
    void number_patches();
    void find_places();
    void find_pairings();
    void share_out();
    Field2D<float> by_patch(const char* name, const char* unit) const;
    void list_walls();
    /// The items of each owner one behind the other with their weights, and where each owner's begin.
    void list_by_owner(const Field2D<std::int32_t>& owner, const Field2D<float>& weight, idx items,
                       idx owners, Field2D<exchange::Beam>& listed, Field2D<std::int32_t>& first_of) const;
    void find_columns();
    void find_blocks();
    void list_blocks();
    void reflect_as(const OfFacets& sky_view_opaque, const OfFacets& albedo);
    void reflect_through_leaves_as(const OfFacets& sky_view_opaque, const OfFacets& albedo);
    void forget();
    void hold(const OfFacets& reflected, const OfFacets& longwave);
    exchange::CrownColumns crown_columns(double tangent, double way, idx lines, Field2D<float>& nodes) const;
    /// Per patch, sums of hidden area times value, over the patch's hidden area where `mean`.
    void sum(const OfFacets& a, Field2D<float>& sum_a, const OfFacets& b, Field2D<float>& sum_b,
             bool mean) const;
    /// The same of area behind leaves.
    void sum_behind_leaves(const OfFacets& a, Field2D<float>& sum_a, const OfFacets& b,
                           Field2D<float>& sum_b) const;

    const WallFacets& walls_;
    Parameters parameters_;
    idx size_ = 1, blocks_x_ = 0, blocks_y_ = 0, tops_ = 0, patch_count_ = 0;
    int reflections_ = 0;
    Field3D<std::int32_t> first_wall_;         // by facing and block
    Field2D<float> hidden_top_, hidden_wall_;  // m2, area times what is not sky, of each facet
    Field2D<std::int32_t> first_facet_, first_, partner_, outside_, held_, column_;
    Field2D<exchange::Beam> facets_, beams_;
    Field2D<float> share_, own_, area_, reflectance_;
    Field2D<float> first_reflection_, radiosity_, next_, moved_, longwave_;
    Field2D<float> mean_shortwave_, mean_longwave_, place_[3];  // W m-2, m, by patch
    Field2D<float> leaf_share_, leaf_shortwave_, mean_leaf_shortwave_, mean_leaf_longwave_;
    // Joined crowns: area behind leaves of facets [m2] and by patch, that times what is reflected again, what
    // is sent towards leaves before the sky [W].
    Field2D<float> leafy_top_, leafy_wall_, before_sky_, again_, towards_k_, towards_l_;
    Field2D<std::int32_t> block_of_patch_, first_patch_;
    Field2D<exchange::Beam> patches_of_blocks_;
    idx leaf_block_size_ = 1;
    StepSky sky_{};
    Crowns crowns_{};
    bool sun_ = false;  // in the last run
};

}  // namespace luwte
