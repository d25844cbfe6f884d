// The catalogue as documents of the index: trials, centres, products with their approvals, and treatment
// approaches, each under all its names.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/domain/navigation.hpp"
#include "engine/domain/trial.hpp"
#include "indexes/concept_names.hpp"
#include "indexes/index_document.hpp"

namespace cartwright {

/// Names of a country by its code.
using CountryNames = std::map<std::string, std::vector<std::string>>;

/// Trials, centres, products, pathways.
std::vector<IndexDocument> catalogue_documents(const Catalogue& catalogue, const Navigation& navigation,
                                               const ConceptNames& names, const CountryNames& countries);

} // namespace cartwright
