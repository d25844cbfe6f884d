// Whether a profile holds a fact, by the words that causes use: what a document group must hold is looked up
// here, whether or not any trial asks for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/evaluation/case.hpp"

namespace cartwright {

struct RecordedFact {
  Truth held = Truth::no;          ///< unknown: in part, e.g. for some therapies only
  std::optional<PartialDate> date; ///< of the newest value; nothing: undated, or a fact without a date
  std::string note;                ///< "4 of 6 therapies"; may be empty
  bool asked = true;               ///< false: nothing to be recorded, e.g. no lesion to measure
};

/// `group` tells apart facts of one name: an antigen in marrow from one on a lesion. What is dated after the
/// case's day is not seen. Nothing: no such fact is known to the engine.
std::optional<RecordedFact> recorded_fact(std::string_view fact, std::string_view group, const Case& of);

} // namespace cartwright
