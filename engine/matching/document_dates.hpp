// The record of one document group: when it was written, and what came after it.
#pragma once

#include <optional>
#include <string>

#include "engine/domain/navigation.hpp"
#include "engine/evaluation/case.hpp"

namespace cartwright {

/// The newest record of a group, as listed under `documents` or named as the source of an entry.
struct DocumentOnFile {
  bool there = false;
  std::optional<PartialDate> date; ///< nothing: undated
  std::string language;            ///< of the newest listed; empty: not recorded
  bool to_translate = false;       ///< in another language than English, and no translation listed
};

/// What is dated after the case's day is not seen.
DocumentOnFile document_on_file(const DocumentGroup& group, const Case& of);

/// A therapy that began surely after `day`: any against myeloma, or only those aimed at one of the antigens
/// that the group must hold. In words; nothing when there is none.
std::optional<std::string> therapy_after(const DocumentGroup& group, Day day, const Case& of);

} // namespace cartwright
