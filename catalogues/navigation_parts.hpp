// Readers of the files that load_navigation.hpp joins.
#pragma once

#include "catalogues/json_cursor.hpp"
#include "engine/domain/navigation.hpp"

namespace cartwright {

/// What the document groups of vocabulary/documents.json must hold. Their names are read with the vocabulary.
std::vector<DocumentGroup> read_document_groups(const Cursor& root);
Product read_product(const Cursor& root, const Vocabulary& vocabulary);
Pathway read_pathway(const Cursor& root, const Vocabulary& vocabulary);

} // namespace cartwright
