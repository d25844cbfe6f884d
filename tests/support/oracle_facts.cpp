#include "tests/support/oracle_facts.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace cartwright::test {

using criteria::Phrase;
using criteria::Relation;
using criteria::Token;
using criteria::TokenKind;
using criteria::WrittenTest;
using nlohmann::json;

namespace {

bool leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int month_length(int year, int month) {
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : lengths[month - 1];
}

/// Counted year by year and month by month from 1 January 1900.
int day_number(int year, int month, int day) {
  int out = 0;
  for (int y = 1900; y < year; ++y)
    out += leap(y) ? 366 : 365;
  for (int m = 1; m < month; ++m)
    out += month_length(year, m);
  return out + day - 1;
}

struct Civil {
  int year = 1900, month = 1, day = 1;
};

Civil civil(int number) {
  Civil out;
  while (number >= (leap(out.year) ? 366 : 365))
    number -= leap(out.year++) ? 366 : 365;
  while (number >= month_length(out.year, out.month))
    number -= month_length(out.year, out.month++);
  out.day = number + 1;
  return out;
}

OracleDate date_of(const std::string& text) {
  const int year = std::stoi(text.substr(0, 4));
  if (text.size() == 4) return {day_number(year, 1, 1), day_number(year, 12, 31)};
  const int month = std::stoi(text.substr(5, 2));
  if (text.size() == 7)
    return {day_number(year, month, 1), day_number(year, month, month_length(year, month))};
  const int day = day_number(year, month, std::stoi(text.substr(8, 2)));
  return {day, day};
}

} // namespace

std::optional<OracleDate> oracle_date(const json& entry, const char* key) {
  if (!entry.contains(key)) return std::nullopt;
  return date_of(entry[key].get<std::string>());
}

const json& OracleFacts::list(const char* section, const char* key) const {
  static const json none = json::array();
  if (!profile.contains(section)) return none;
  const json& from = profile[section];
  if (*key == 0) return from;
  return from.contains(key) ? from[key] : none;
}

bool OracleFacts::complete(const char* section) const {
  return profile.contains(section) && profile[section].contains("complete") &&
         profile[section]["complete"] == json(true);
}

OracleFacts oracle_facts(const json& profile, const std::string& as_of) {
  return {profile, date_of(as_of).first};
}

std::optional<OraclePeriod> oracle_period(const std::vector<Token>& tokens, std::size_t at) {
  if (at + 2 != tokens.size() || tokens[at].kind != TokenKind::number) return std::nullopt;
  const std::string& unit = tokens[at + 1].text;
  OraclePeriod out{std::stoi(tokens[at].text), 'd'};
  if (unit == "d") return out;
  out.unit = unit == "wk" ? 'w' : unit == "mo" ? 'm' : unit == "y" ? 'y' : '?';
  if (out.unit == '?') return std::nullopt;
  return out;
}

int oracle_after(int day, const OraclePeriod& period) {
  if (period.unit == 'd') return day + period.count;
  if (period.unit == 'w') return day + 7 * period.count;
  Civil on = civil(day);
  const int months = on.month - 1 + (period.unit == 'y' ? 12 : 1) * period.count;
  on.year += months / 12;
  on.month = months % 12 + 1;
  return day_number(on.year, on.month, std::min(on.day, month_length(on.year, on.month)));
}

namespace {

using Evaluate = std::function<std::optional<Truth>(const OracleFacts&)>;

class Plain : public OracleTest {
public:
  explicit Plain(Evaluate evaluate) : evaluate_(std::move(evaluate)) {}
  std::optional<Truth> value(const OracleFacts& facts) const override { return evaluate_(facts); }

private:
  Evaluate evaluate_;
};

std::unique_ptr<const OracleTest> plain(Evaluate evaluate) {
  return std::make_unique<Plain>(std::move(evaluate));
}

bool holds(double value, Relation relation, double bound) {
  const bool same = std::abs(value - bound) <= 1e-9 * std::max(std::abs(value), std::abs(bound));
  switch (relation) {
  case Relation::less:
    return value < bound && !same;
  case Relation::at_most:
    return value < bound || same;
  case Relation::greater:
    return value > bound && !same;
  case Relation::at_least:
    return value > bound || same;
  case Relation::equal:
    return same;
  case Relation::not_equal:
    return !same;
  default:
    return false;
  }
}

/// The bound of a comparison: `18..75 y`, `50 x10^9/L`.
struct Bound {
  Relation relation = Relation::none;
  double low = 0, high = 0;
  std::string unit;
  bool fits(double value) const {
    if (relation == Relation::in_range)
      return holds(value, Relation::at_least, low) && holds(value, Relation::at_most, high);
    return holds(value, relation, low);
  }
};

std::optional<Bound> read_bound(const WrittenTest& written) {
  if (written.operand.size() != 1 || written.operand[0].tokens.empty()) return std::nullopt;
  const auto& tokens = written.operand[0].tokens;
  if (tokens[0].kind != TokenKind::number) return std::nullopt;
  Bound out{written.relation, std::stod(tokens[0].text), 0, ""};
  std::size_t at = 1;
  if (written.relation == Relation::in_range) {
    if (tokens.size() < 3) return std::nullopt;
    out.high = std::stod(tokens[2].text);
    at = 3;
  }
  if (at < tokens.size()) out.unit = tokens[at].text;
  return out;
}

/// All that may be must agree.
std::optional<Truth> agreed(const std::vector<bool>& possible) {
  if (possible.empty()) return std::nullopt;
  const bool first = possible.front();
  for (const bool each : possible)
    if (each != first) return Truth::unknown;
  return first ? Truth::yes : Truth::no;
}

int years(int born, int on) {
  const Civil a = civil(born), b = civil(on);
  return b.year - a.year - (b.month < a.month || (b.month == a.month && b.day < a.day) ? 1 : 0);
}

std::unique_ptr<const OracleTest> read_age(const WrittenTest& written) {
  const auto bound = read_bound(written);
  if (!bound) return nullptr;
  return plain([bound = *bound](const OracleFacts& facts) -> std::optional<Truth> {
    const auto born =
        facts.profile.contains("person") ? oracle_date(facts.profile["person"], "birth_date") : std::nullopt;
    if (!born) return Truth::unknown;
    std::vector<bool> possible;
    for (int age = years(born->last, facts.as_of); age <= years(born->first, facts.as_of); ++age)
      possible.push_back(bound.fits(age));
    return agreed(possible);
  });
}

/// Entries of the newest day, when every entry has its day; nothing else is plain.
std::optional<std::vector<const json*>> newest(const std::vector<const json*>& entries) {
  std::vector<const json*> out;
  int day = -1;
  for (const json* entry : entries) {
    const auto on = oracle_date(*entry, "date");
    if (!on || !on->exact() || entry->contains("uncertain")) return std::nullopt;
    if (on->first > day) out.clear();
    if (on->first >= day) out.push_back(entry);
    day = std::max(day, on->first);
  }
  return out;
}

std::unique_ptr<const OracleTest> read_ecog(const WrittenTest& written) {
  const auto bound = read_bound(written);
  if (!bound || !written.conditions.empty()) return nullptr;
  return plain([bound = *bound](const OracleFacts& facts) -> std::optional<Truth> {
    std::vector<const json*> entries;
    for (const json& entry : facts.list("performance", "")) {
      if (entry["scale"] != "ECOG") return std::nullopt;
      entries.push_back(&entry);
    }
    if (entries.empty()) return Truth::unknown;
    const auto last = newest(entries);
    if (!last) return std::nullopt;
    std::vector<bool> possible;
    for (const json* entry : *last)
      possible.push_back(bound.fits((*entry)["value"]));
    return agreed(possible);
  });
}

/// `within 14 d` alone, or nothing.
bool read_within(const WrittenTest& written, std::optional<OraclePeriod>& out) {
  if (written.conditions.empty()) return true;
  if (written.conditions.size() != 1) return false;
  const auto& tokens = written.conditions[0].tokens;
  if (tokens.empty() || tokens[0].text != "within") return false;
  out = oracle_period(tokens, 1);
  return out.has_value();
}

struct MeasuredBound {
  std::string test, unit;
  Bound bound;
  std::optional<OraclePeriod> within;
  double low = -1e300, high = 1e300; ///< plausible
};

std::optional<Truth> measured(const MeasuredBound& asked, const OracleFacts& facts) {
  std::vector<const json*> entries;
  for (const json& entry : facts.list("measurements", ""))
    if (entry["test"] == asked.test) entries.push_back(&entry);
  if (entries.empty()) return Truth::unknown;
  const auto last = newest(entries);
  if (!last) return std::nullopt;
  std::vector<bool> possible;
  for (const json* entry : *last) {
    const double value = (*entry)["value"];
    if ((*entry)["unit"] != asked.unit || value < asked.low || value > asked.high) return std::nullopt;
    if (asked.within && oracle_after(oracle_date(*entry, "date")->first, *asked.within) < facts.as_of)
      return Truth::unknown;
    Bound bound = asked.bound;
    if (bound.unit == "xULN") {
      if (!entry->contains("upper_limit"))
        return last->size() == 1 ? std::optional(Truth::unknown) : std::nullopt;
      bound.low *= (*entry)["upper_limit"].get<double>();
    }
    possible.push_back(bound.fits(value));
  }
  return agreed(possible);
}

std::unique_ptr<const OracleTest> read_measurement(const WrittenTest& written, const Vocabulary& vocabulary) {
  const Lookup found = vocabulary.find(written.head.text, ConceptKind::measurement);
  const auto bound = read_bound(written);
  MeasuredBound asked;
  if (found.state != Lookup::State::found || !bound || !read_within(written, asked.within)) return nullptr;
  const ConceptRecord& record = vocabulary[found.concept_id];
  if (record.id != written.head.text || !record.measurement || record.measurement->unit == nullptr)
    return nullptr;
  for (const char* derived :
       {"creatinine_clearance", "egfr", "calcium_corrected", "flc_ratio", "body_surface_area"})
    if (record.id == derived) return nullptr;
  asked.test = record.id;
  asked.bound = *bound;
  asked.unit = record.measurement->unit->symbol;
  if (bound->unit != "xULN" && bound->unit != asked.unit && bound->unit != "x" + asked.unit) return nullptr;
  asked.low = record.measurement->low.value_or(-1e300);
  asked.high = record.measurement->high.value_or(1e300);
  return plain([asked](const OracleFacts& facts) { return measured(asked, facts); });
}

/// `sex is female`, `status is relapsed_refractory or in_response`
std::unique_ptr<const OracleTest> read_word(const WrittenTest& written) {
  const std::string& head = written.head.text;
  const bool person = head == "sex" || head == "country";
  if (!person && head != "status" && head != "isotype" && head != "secretory" && head != "light_chain")
    return nullptr;
  std::set<std::string> words;
  for (const Token& token : written.operand.at(0).tokens)
    if (token.text != "or") words.insert(token.text);
  return plain([=](const OracleFacts& facts) -> std::optional<Truth> {
    const char* section = person ? "person" : "diagnosis";
    if (!facts.profile.contains(section) || !facts.profile[section].contains(head)) return Truth::unknown;
    if (facts.profile[section][head] == "non_secretory")
      for (const json& entry : facts.list("measurements", ""))
        if (entry["test"] == "serum_m_protein" || entry["test"] == "urine_m_protein") return std::nullopt;
    return words.contains(facts.profile[section][head]) ? Truth::yes : Truth::no;
  });
}

/// One marker that is neither wider nor narrower than another.
std::unique_ptr<const OracleTest> read_marker(const WrittenTest& written, const Vocabulary& vocabulary) {
  if (written.arguments.size() != 1 || written.arguments[0].tokens.size() != 1) return nullptr;
  const std::string marker = written.arguments[0].tokens[0].text;
  for (const ConceptId id : vocabulary.all(ConceptKind::marker)) {
    const ConceptRecord& record = vocabulary[id];
    for (const std::string& parent : record.parents)
      if (parent == marker || record.id == marker) return nullptr;
  }
  return plain([marker](const OracleFacts& facts) -> std::optional<Truth> {
    std::optional<Truth> out = Truth::unknown;
    int entries = 0;
    for (const json& entry : facts.list("cytogenetics", "markers")) {
      if (entry["marker"] != marker) continue;
      if (++entries > 1 || entry.contains("uncertain")) return std::nullopt;
      out = entry["state"] == "present"  ? Truth::yes
            : entry["state"] == "absent" ? Truth::no
                                         : Truth::unknown;
    }
    return out;
  });
}

std::string bare(std::string text) {
  std::string out;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// `test(HBV; HBsAg) is negative`
std::unique_ptr<const OracleTest> read_infection(const WrittenTest& written) {
  if (written.arguments.size() != 2 || written.operand.size() != 1 || written.operand[0].tokens.size() != 1)
    return nullptr;
  if (written.arguments[0].tokens.size() != 1 || written.arguments[1].tokens.size() != 1) return nullptr;
  const std::string agent = bare(written.arguments[0].tokens[0].text),
                    test = bare(written.arguments[1].tokens[0].text);
  const std::string result = written.operand[0].tokens[0].text;
  return plain([=](const OracleFacts& facts) -> std::optional<Truth> {
    std::vector<const json*> entries;
    for (const json& entry : facts.list("infections", ""))
      if (bare(entry["agent"]) == agent && bare(entry["test"]) == test) entries.push_back(&entry);
    if (entries.empty()) return Truth::unknown;
    const auto last = newest(entries);
    if (!last) return std::nullopt;
    std::vector<bool> possible;
    for (const json* entry : *last)
      possible.push_back((*entry)["result"] == result);
    return agreed(possible);
  });
}

} // namespace

std::unique_ptr<const OracleTest> read_oracle_test(const WrittenTest& written, const Vocabulary& vocabulary) {
  const std::string& head = written.head.text;
  const bool asks_word = written.relation == Relation::is || written.relation == Relation::is_not;
  if (asks_word && head == "test") return read_infection(written);
  if (head == "mrd" || head == "hla" || head == "dose") return read_oracle_laboratory(written);
  if (asks_word) return read_word(written);
  if (head == "age") return read_age(written);
  if (head == "ecog") return read_ecog(written);
  if (head == "marker") return read_marker(written, vocabulary);
  if (auto history = read_oracle_history(written, vocabulary)) return history;
  if (!written.has_arguments && written.relation != Relation::none)
    return read_measurement(written, vocabulary);
  return nullptr;
}

} // namespace cartwright::test
