// The case review asks the same language the same way as trials do; here are its questions.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "engine/criteria/graph.hpp"

namespace cartwright {

struct ReviewQuestion {
  std::string_view name, says, rule;
};

/// Questions whose words the vocabulary lacks are left out: a small vocabulary gives a small review.
std::vector<std::pair<ReviewQuestion, criteria::NodeIndex>>
add_review_rules(const Vocabulary& vocabulary, const criteria::Definitions& definitions,
                 criteria::CriteriaGraph& graph);

} // namespace cartwright
