// SPDX-License-Identifier: Apache-2.0
#include "inputs/vector/features.hpp"

#include "inputs/raster/gdal_open.hpp"
#include "inputs/raster/memory_raster.hpp"
#include "kernels/core/error.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>

#include <cpl_conv.h>
#include <fmt/format.h>
#include <gdal_alg.h>
#include <ogrsf_frmts.h>

namespace luwte {
namespace {

constexpr std::size_t most_features = 2000000;
constexpr std::size_t most_unusable = 20;   ///< that are kept, for a message
constexpr double largest_coordinate = 1e8;  ///< m; beyond the Earth in any projected CRS

/// Layer names as used here: BGT names, whatever file they came in.
std::string layer_name(const char* raw) {
    std::string name = normalised(raw);
    for (const char* prefix : {"bgt", "bag"})
        if (name.rfind(prefix, 0) == 0 && name.size() > 3) name.erase(0, 3);
    for (const std::string suffix : {"actueelbestaand", "actueel", "vlak"})
        if (name.size() > suffix.size() &&
            name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0)
            name.erase(name.size() - suffix.size());
    static const std::map<std::string, std::string> citygml = {
        {"trafficarea", "wegdeel"},
        {"auxiliarytrafficarea", "ondersteunendwegdeel"},
        {"plantcover", "begroeidterreindeel"},
        {"buildingpart", "pand"},
        {"buildinginstallation", "gebouwinstallatie"},
        {"bridgeconstructionelement", "overbruggingsdeel"},
        {"tunnelpart", "tunneldeel"},
        {"solitaryvegetationobject", "vegetatieobject"},
    };
    const auto known = citygml.find(name);
    return known == citygml.end() ? name : known->second;
}

std::string text_of(const OGRFeature& f, int n) {
    const OGRFieldType type = f.GetFieldDefnRef(n)->GetType();
    if (type == OFTReal) {  // GDAL prints 15 digits; a pand number has 16
        const double v = f.GetFieldAsDouble(n);
        if (std::isfinite(v) && std::abs(v) < 9e15 && v == std::floor(v)) return fmt::format("{:.0f}", v);
    }
    return f.GetFieldAsString(n);
}

/// Whether there was more than polygons.
bool collect_polygons(const OGRGeometry& g, OGRMultiPolygon& out) {
    const auto type = wkbFlatten(g.getGeometryType());
    if (type == wkbPolygon) {
        if (!g.IsEmpty()) out.addGeometry(&g);
        return false;
    }
    if (!OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) return !g.IsEmpty();
    bool more = false;
    for (const OGRGeometry* part : *g.toGeometryCollection()) more = collect_polygons(*part, out) || more;
    return more;
}

bool sane(const OGRGeometry& g) {
    OGREnvelope e;
    g.getEnvelope(&e);
    return std::abs(e.MinX) < largest_coordinate && std::abs(e.MaxX) < largest_coordinate &&
           std::abs(e.MinY) < largest_coordinate && std::abs(e.MaxY) < largest_coordinate;  // false for NaN
}

/// The feature's polygons (or points), in the study's CRS, valid; null when there are none.
OGRGeometryUniquePtr usable_geometry(OGRFeature& f, OGRCoordinateTransformation* to_study, bool points,
                                     FeatureSet& set) {
    for (int n = 0; n < f.GetGeomFieldCount(); ++n) {
        const OGRGeometry* raw = f.GetGeomFieldRef(n);
        if (raw == nullptr || raw->IsEmpty()) continue;
        const OGRGeometry* single = raw;
        if (OGR_GT_Flatten(raw->getGeometryType()) == wkbMultiPoint &&
            raw->toMultiPoint()->getNumGeometries() == 1)
            single = raw->toMultiPoint()->getGeometryRef(0);
        if (points && OGR_GT_Flatten(single->getGeometryType()) == wkbPoint) {
            OGRGeometryUniquePtr p(single->clone());
            p->flattenTo2D();
            if (to_study != nullptr && p->transform(to_study) != OGRERR_NONE) return nullptr;
            return p;
        }
        OGRGeometryUniquePtr straight(raw->getLinearGeometry(4.0));
        auto polygons = std::make_unique<OGRMultiPolygon>();
        const bool has_more = straight && collect_polygons(*straight, *polygons);
        if (polygons->IsEmpty()) continue;
        polygons->flattenTo2D();
        if ((to_study != nullptr && polygons->transform(to_study) != OGRERR_NONE) || !sane(*polygons))
            continue;
        if (polygons->IsValid()) {
            set.mixed += has_more;
            return OGRGeometryUniquePtr(polygons.release());
        }
        OGRGeometryUniquePtr valid(polygons->MakeValid());
        auto repaired = std::make_unique<OGRMultiPolygon>();
        if (valid) collect_polygons(*valid, *repaired);
        if (repaired->IsEmpty()) continue;
        ++set.repaired, set.mixed += has_more;
        return OGRGeometryUniquePtr(repaired.release());
    }
    if (!points) ++set.broken;
    return nullptr;
}

/// GDAL's message for a feature that it leaves out itself.
void CPL_STDCALL count_unreadable(CPLErr, CPLErrorNum, const char* said) {
    if (std::string(said).find("cannot be parsed") != std::string::npos)
        ++*static_cast<std::int64_t*>(CPLGetErrorHandlerUserData());
}

struct LayerCrs {
    std::unique_ptr<OGRCoordinateTransformation> to_study;  ///< null = the coordinates are the study's
    OGREnvelope extent;                                     ///< of the grid, in the layer's CRS
};

LayerCrs crs_of(OGRLayer& layer, const std::string& role, const std::string& file, const Grid& grid,
                FeatureSet& set) {
    LayerCrs out;
    const double x1 = grid.x0 + grid.nx * grid.cell_size, y1 = grid.y0 + grid.ny * grid.cell_size;
    out.extent.MinX = grid.x0;
    out.extent.MaxX = x1;
    out.extent.MinY = grid.y0;
    out.extent.MaxY = y1;
    CrsMatch match = match_crs(layer.GetSpatialRef(), grid.epsg);
    OGREnvelope extent;
    // GeoJSON without a CRS counts as WGS 84; metres in it give it away.
    if (match.kind == CrsMatch::Kind::different && layer.GetSpatialRef()->IsGeographic() &&
        layer.GetExtent(&extent, TRUE) == OGRERR_NONE && (extent.MaxX > 360 || extent.MaxY > 360))
        match = {};
    if (!match.name.empty()) set.crs = match.name;
    const auto warn = [&](const std::string& text) {
        if (std::find(set.warnings.begin(), set.warnings.end(), text) == set.warnings.end())
            set.warnings.push_back(text);
    };
    if (match.kind == CrsMatch::Kind::missing && grid.epsg != 0)
        warn(fmt::format("{}: {} declares no CRS; EPSG:{} is assumed", role, file, grid.epsg));
    if (match.kind != CrsMatch::Kind::different) return out;
    const auto study = study_crs(grid.epsg);
    OGRSpatialReference own(*layer.GetSpatialRef());
    own.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    out.to_study.reset(OGRCreateCoordinateTransformation(&own, study.get()));
    std::unique_ptr<OGRCoordinateTransformation> back(OGRCreateCoordinateTransformation(study.get(), &own));
    if (!out.to_study || !back ||
        (grid.nx > 0 && !back->TransformBounds(grid.x0, grid.y0, x1, y1, &out.extent.MinX, &out.extent.MinY,
                                               &out.extent.MaxX, &out.extent.MaxY, 21)))
        throw InputError(
            role, fmt::format("{} is in {}, which cannot be brought to EPSG:{}", file, match.name, grid.epsg),
            fmt::format("ogr2ogr -t_srs EPSG:{} out.gpkg {}", grid.epsg, file));
    warn(fmt::format("{}: {} is in {}; it was transformed to EPSG:{}", role, file, match.name, grid.epsg));
    return out;
}

/// One reading of a file. `unreadable` counts what GDAL leaves out itself; `gml_dimension` is that of lists
/// of coordinates that do not say theirs, null as GDAL takes them.
FeatureSet read_once(const std::string& role, const std::filesystem::path& file, const Grid& grid,
                     bool (*wanted)(const std::string& layer), bool keep_points, const char* gml_dimension,
                     std::int64_t& unreadable) {
    // BGT GML has label points beside the polygons of one object, and now and then a geometry without points.
    const CPLConfigOptionSetter all("GML_FETCH_ALL_GEOMETRIES", "YES", false);
    const CPLConfigOptionSetter skip("GML_SKIP_CORRUPTED_FEATURES", "YES", false);
    const CPLConfigOptionSetter dimension("GML_SRS_DIMENSION_IF_MISSING", gml_dimension, false);
    const GDALDatasetUniquePtr data = open_vector(role, file);
    const std::string driver = data->GetDriver() != nullptr ? data->GetDriverName() : "";
    const bool shapefile = driver == "ESRI Shapefile";
    // Pairs read as triples, or the other way round, make rings that do not close: not to be taken for
    // shapes.
    std::optional<CPLConfigOptionSetter> closed;
    if (driver == "GML") closed.emplace("OGR_GEOMETRY_ACCEPT_UNCLOSED_RING", "NO", false);
    FeatureSet set;
    CPLPushErrorHandlerEx(count_unreadable, &unreadable);
    const std::unique_ptr<FeatureSet, void (*)(FeatureSet*)> pop(&set,
                                                                 [](FeatureSet*) { CPLPopErrorHandler(); });
    CPLErrorReset();
    for (OGRLayer* layer : data->GetLayers()) {
        const std::string name = layer_name(layer->GetName());
        set.layers.push_back(name);
        // A file with one layer is taken at its word.
        if (!wanted(name) && data->GetLayerCount() != 1) continue;
        const LayerCrs crs = crs_of(*layer, role, file.string(), grid, set);
        if (grid.nx > 0)
            layer->SetSpatialFilterRect(crs.extent.MinX, crs.extent.MinY, crs.extent.MaxX, crs.extent.MaxY);
        for (auto& raw : layer) {
            Feature f;
            f.layer = name;
            f.short_names = shapefile;
            for (int n = 0; n < raw->GetFieldCount(); ++n) {
                if (!raw->IsFieldSetAndNotNull(n)) continue;
                std::string text = text_of(*raw, n);
                if (!text.empty())
                    f.field[normalised(raw->GetFieldDefnRef(n)->GetNameRef())] = std::move(text);
            }
            if (!f.get({"eindregistratie", "terminationdate", "objecteindtijd", "einddatumtijdvakgeldigheid",
                        "eindgeldigheid", "voorkomeneindgeldigheid", "tijdstipinactief"})
                     .empty()) {
                ++set.ended;
                continue;
            }
            if (std::atoi(f.get({"relatievehoogteligging"}).c_str()) < 0) {
                ++set.not_on_the_ground;
                continue;
            }
            f.geometry = usable_geometry(*raw, crs.to_study.get(), keep_points, set);
            CPLErrorReset();  // what is said about one geometry is counted; what is left is about the file
            if (!f.geometry) {
                f.number = std::int64_t(set.features.size() + set.unusable.size());
                if (keep_points && set.unusable.size() < most_unusable) set.unusable.push_back(std::move(f));
                continue;
            }
            const std::string date = f.get(
                {"tijdstipregistratie", "lvpublicatiedatum", "begindatumtijdvakgeldigheid", "documentdatum"});
            set.date = std::max(set.date, date.substr(0, 10));
            f.number = std::int64_t(set.features.size());
            if (set.features.size() >= most_features)
                throw InputError(role,
                                 fmt::format("{} holds more than {} features within bounds_m", file.string(),
                                             most_features),
                                 "clip it to the study area with ogr2ogr -spat");
            set.features.push_back(std::move(f));
        }
    }
    if (const std::string said = QuietGdal::last_message();
        !said.empty() && CPLGetLastErrorType() >= CE_Failure)
        throw InputError(role, file.string() + " cannot be read to its end: " + said, "the file is damaged");
    return set;
}

}  // namespace

std::string normalised(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)))
            out += char(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

std::string Feature::get(std::initializer_list<const char*> names) const {
    for (const char* name : names)
        if (const auto f = field.find(name); f != field.end()) return f->second;
    if (short_names)
        for (const std::string name : names)
            for (const auto& [key, value] : field)
                if (key.size() >= 8 && name.compare(0, key.size(), key) == 0) return value;
    return "";
}

FeatureSet read_features(const std::string& role, const std::filesystem::path& file, const Grid& grid,
                         bool (*wanted)(const std::string& layer), bool keep_points) {
    std::int64_t unreadable = 0, unreadable_as_pairs = 0;
    FeatureSet set = read_once(role, file, grid, wanted, keep_points, nullptr, unreadable);
    if (unreadable > 0) {
        // CityGML that does not say how many dimensions its coordinates have counts as 3-D; the BGT is 2-D.
        FeatureSet pairs = read_once(role, file, grid, wanted, keep_points, "2", unreadable_as_pairs);
        if (unreadable_as_pairs < unreadable) {
            set = std::move(pairs);
            unreadable = unreadable_as_pairs;
            set.warnings.push_back(fmt::format(
                "{}: coordinates in {} do not say their dimension (srsDimension); read as 2-D, since their "
                "rings close so",
                role, file.string()));
        }
    }
    set.broken += unreadable;
    if (set.repaired > 0)
        set.warnings.push_back(
            fmt::format("{}: {} invalid polygons in {} were repaired", role, set.repaired, file.string()));
    if (set.mixed > 0)
        set.warnings.push_back(
            fmt::format("{}: {} features of {} hold points or lines beside polygons, which do not count",
                        role, set.mixed, file.string()));
    if (set.broken > 0)
        set.warnings.push_back(fmt::format("{}: {} features of {} were left out: they hold no usable polygon",
                                           role, set.broken, file.string()));
    return set;
}

void burn(std::vector<std::int32_t>& plane, const Grid& grid, const std::vector<const OGRGeometry*>& shapes,
          const std::vector<std::int32_t>& values) {
    if (shapes.empty()) return;
    const auto target = memory_raster(plane.data(), GDT_Int32, grid.nx, grid.ny, &grid);
    std::vector<OGRGeometryH> handles;
    for (const OGRGeometry* g : shapes) handles.push_back(OGRGeometry::ToHandle(const_cast<OGRGeometry*>(g)));
    const std::vector<double> burns(values.begin(), values.end());
    int band = 1;
    if (GDALRasterizeGeometries(GDALDataset::ToHandle(target.get()), 1, &band, int(handles.size()),
                                handles.data(), nullptr, nullptr, burns.data(), nullptr, nullptr,
                                nullptr) != CE_None)
        throw RuntimeError(std::string("polygons could not be put on the grid: ") + CPLGetLastErrorMsg());
    target->FlushCache();
}

}  // namespace luwte
