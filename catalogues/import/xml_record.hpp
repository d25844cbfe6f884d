// One study as the registry's classic XML record (<clinical_study>). The only file that names pugixml.
#pragma once

#include <string_view>

#include "catalogues/import/registry_record.hpp"
#include "engine/domain/result.hpp"

namespace cartwright {

/// A document type with declarations of its own is refused: entities are never expanded.
Result<RegistryRecord> read_xml_record(std::string_view text);

} // namespace cartwright
