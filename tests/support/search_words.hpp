// The shipped catalogue's search index, built once for all tests, and questions in a line.
#pragma once

#include <string>
#include <vector>

#include "indexes/search_index.hpp"

namespace cartwright::test {

const Catalogue& shipped_catalogue();
const CountryNames& country_names();
const SearchIndex& shipped_index();

SearchAnswer search(const SearchQuestion& question);
/// "trial:NCT1" and so on, the first `top` that the words find.
std::vector<std::string> found(const std::string& words, std::size_t top = 10);
bool among(const std::vector<std::string>& all, const std::string& one);

} // namespace cartwright::test
