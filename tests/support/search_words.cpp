#include "tests/support/search_words.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "catalogues/import/countries.hpp"
#include "tests/support/shipped.hpp"

namespace cartwright::test {

const Catalogue& shipped_catalogue() {
  return *shipped_service().snapshot().catalogue;
}

const CountryNames& country_names() {
  static const Countries countries = [] {
    const auto read = Countries::load(std::string(CARTWRIGHT_SOURCE_DIR) + "/catalogues");
    REQUIRE(read);
    return *read;
  }();
  return countries.names();
}

const SearchIndex& shipped_index() {
  static const std::shared_ptr<const SearchIndex> index = [] {
    const auto built =
        passing_index({shipped_catalogue(), *shipped_service().snapshot().navigation, country_names()});
    REQUIRE(built);
    return *built;
  }();
  return *index;
}

SearchAnswer search(const SearchQuestion& question) {
  const auto answer = shipped_index().search(question);
  REQUIRE(answer);
  return *answer;
}

std::vector<std::string> found(const std::string& words, std::size_t top) {
  SearchQuestion question;
  question.words = words;
  question.top = top;
  std::vector<std::string> out;
  for (const SearchHit& hit : search(question).hits)
    out.push_back(hit.kind + ":" + hit.id);
  return out;
}

bool among(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

} // namespace cartwright::test
