#include "catalogues/import/centre_names.hpp"

#include <algorithm>
#include <set>

#include "engine/domain/place.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> out(1);
  std::string text = lower(name);
  constexpr std::string_view typeset = "\xE2\x80\x99"; // Xi\u2019an
  for (std::size_t at = text.find(typeset); at != std::string::npos; at = text.find(typeset))
    text.erase(at, typeset.size());
  for (const char c : text) {
    if (c == '\'') continue; // Xi'an, Men's
    if (letter(c))
      out.back() += c;
    else if (!out.back().empty())
      out.emplace_back();
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

std::string folded(std::string_view name) {
  return join(words_of(name), " ");
}

/// "First Affiliated Hospital, Soochow University" and "The First Affiliated Hospital of Soochow University"
/// hold the same words.
std::string as_word_set(std::string_view name) {
  std::set<std::string> words;
  for (std::string& word : words_of(name))
    if (word != "the" && word != "of" && word != "at" && word != "and") words.insert(std::move(word));
  return join({words.begin(), words.end()}, " ");
}

/// "Jiangsu", "Jiangsu Province", "Beijing Municipality".
std::string province(std::string_view name) {
  std::string out;
  for (const std::string& word : words_of(name))
    if (word != "province" && word != "municipality" && word != "sheng" && word != "shi") out += word;
  return out;
}

/// Registries give the coordinates of the city: within this distance it may be the same one.
constexpr double one_city_km = 80;

std::optional<double> apart_km(const Centre& centre, const RegistrySite& site) {
  if (!centre.latitude || !centre.longitude || !site.latitude || !site.longitude) return std::nullopt;
  return distance_km({*centre.latitude, *centre.longitude}, {*site.latitude, *site.longitude});
}

bool alike(const std::string& name, const std::vector<std::string>& known) {
  return !nearest(name, known, 1).empty();
}

} // namespace

CentreNames::CentreNames(const std::vector<Centre>& centres) : centres_(centres) {
  for (std::size_t i = 0; i < centres_.size(); ++i) {
    provinces_.insert(province(centres_[i].province));
    std::vector<std::string> names = centres_[i].aliases;
    names.push_back(centres_[i].name);
    if (!centres_[i].name_local.empty()) names.push_back(centres_[i].name_local);
    for (const std::string& name : names) {
      by_name_.emplace(folded(name), i);
      by_words_.emplace(as_word_set(name), i);
    }
  }
}

/// Names decide, for coordinates that a registry computes from a misspelled city lie anywhere. A city may be
/// misspelled or be the province; a province counts against a centre only when it is one where another centre
/// lies.
bool CentreNames::same_place(const Centre& centre, const RegistrySite& site) const {
  const std::string city = folded(site.city), state = province(site.state);
  const std::vector<std::string> here = {folded(centre.city), province(centre.province)};
  const auto apart = apart_km(centre, site);
  if (city != here[0] && !alike(city, here))
    return apart ? *apart <= one_city_km : !state.empty() && state == here[1];
  if (!state.empty()) return !provinces_.contains(state) || alike(state, here);
  return city != here[0] || !apart || *apart <= one_city_km;
}

std::optional<CentreId> CentreNames::find(const RegistrySite& site) const {
  const auto among = [&](const std::multimap<std::string, std::size_t>& table, const std::string& key) {
    std::set<std::size_t> out;
    for (auto [at, end] = table.equal_range(key); at != end; ++at)
      if ((site.city.empty() && !site.latitude) || same_place(centres_[at->second], site))
        out.insert(at->second);
    return out;
  };
  std::set<std::size_t> found = among(by_name_, folded(site.facility));
  if (found.empty()) found = among(by_words_, as_word_set(site.facility));
  if (found.size() != 1) return std::nullopt; // several: equal spellings that the place does not tell apart
  return centres_[*found.begin()].id;
}

} // namespace cartwright
