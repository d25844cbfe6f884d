// What a search found, as JSON for programs and as text for people.
#pragma once

#include <string>
#include <vector>

#include "indexes/search_question.hpp"
#include "server/answer_text.hpp"

namespace cartwright {

std::string search_json(const SearchQuestion& question, const SearchAnswer& answer);
std::string search_text(const SearchQuestion& question, const SearchAnswer& answer, const TextStyle& style);
std::string completions_json(const std::string& typed, const std::vector<Completion>& found);

} // namespace cartwright
