// One condition of a list: by name, with its manner, grade and window.
#pragma once

#include "catalogues/drafting/topics.hpp"

namespace cartwright::drafting {

struct Manner {
  bool history = false, active = false, known = false, uncontrolled = false, significant = false,
       symptomatic = false, either = false;
  bool near_uncontrolled = false; ///< "uncontrolled hypertension or diabetes": said of the one before
  std::string other;              ///< adjectives that no rule can say
};

struct ConditionMember {
  Expression rule;
  std::string condition; ///< empty for one that is no word of the vocabulary
  Manner manner;
  std::optional<Window> window;
  bool front = false; ///< its window stands before it, and before all that follow
  std::string grade;  ///< "; grade >= 2"
  std::string doubt;  ///< what a person has to see
};

/// Takes a condition of the vocabulary with all that belongs to it, or nothing.
bool read_member(Cursor& cursor, ConditionMember& member);
/// Puts the member's rule together.
void finish(ConditionMember& member, const Context& context);
bool neuropathy(const std::string& id);

} // namespace cartwright::drafting
