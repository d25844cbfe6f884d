// Plasma cells in the blood, and tests that have to be negative.
#include "catalogues/drafting/topics.hpp"

#include <algorithm>
#include <array>

namespace cartwright::drafting {

/// "less than 5 % plasma cells in the peripheral blood", "circulating plasma cells >= 20 %".
std::optional<Element> read_circulating(Cursor& cursor, const Context&) {
  const std::size_t start = cursor.place();
  bool circulating = false, cells = false;
  std::optional<Interval> share;
  while (!cursor.done()) {
    if (cursor.at("circulating"))
      circulating = cells = true;
    else if (cursor.at("plasma_cell_word"))
      cells = true;
    else if (cursor.at("serology") && cursor.peek().text == "peripheral blood")
      circulating = true;
    else if (!share && (cursor.at_any({">", ">=", "<", "<="}))) {
      share = read_interval(cursor);
      if (share && share->unit == "%") continue;
      break;
    } else if (!cursor.at_any({"known", "by", "standard_differential"}) && !cursor.at_word("in") &&
               !cursor.at_word("leukocyte") && !(circulating && cursor.at_concept("wbc")))
      break;
    cursor.step();
  }
  const bool fits = circulating && cells && share && share->unit == "%" &&
                    (cursor.done() || cursor.at_any({",", ";", ".", "and", "or"}));
  if (!fits) {
    cursor.back_to(start);
    return std::nullopt;
  }
  return Element{test(comparison("circulating_plasma_cells", *share)), 0.88};
}

/// "non-secretory myeloma", "myeloma of IgM subtype": forms of the disease that bar.
std::optional<Element> read_form(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  if (!context.bars()) return std::nullopt;
  cursor.skip({"known", "active"});
  std::string rule = cursor.at("igm") && cursor.peek().text != "igm" ? "isotype is IgM" : "";
  if (cursor.at("non_secretory") && cursor.peek().text.find("oligo") == std::string::npos &&
      cursor.peek().text.find("measurable") == std::string::npos)
    rule = "secretory is non_secretory";
  if (!rule.empty()) {
    cursor.step();
    cursor.accept_word("disease");
    if (cursor.at_concept("multiple_myeloma")) cursor.step();
    if (cursor.done() || cursor.at_any({",", ".", ";", "or", "and"})) return Element{test(rule), 0.9};
  }
  cursor.back_to(start);
  return std::nullopt;
}

namespace {

struct Asked {
  std::string_view tag, rule;
};
constexpr std::array asked_negative = {
    Asked{"hbsag", "test(HBV; HBsAg) is negative"}, Asked{"hbcab", "test(HBV; anti_HBc) is negative"},
    Asked{"hbv_dna", "test(HBV; DNA) is negative"}, Asked{"hcv_ab", "test(HCV; antibody) is negative"},
    Asked{"hcv_rna", "test(HCV; RNA) is negative"}, Asked{"hiv_ab", "test(HIV; antibody) is negative"},
    Asked{"cmv_dna", "test(CMV; DNA) is negative"}, Asked{"ebv_dna", "test(EBV; DNA) is negative"},
    Asked{"hiv", "not has(hiv_infection)"},         Asked{"hbv", "not has(hepatitis_b)"},
    Asked{"hcv", "not has(hepatitis_c)"},           Asked{"syphilis", "not has(syphilis)"}};

const Asked* asked_here(const Cursor& cursor) {
  for (const Asked& asked : asked_negative)
    if (cursor.at(asked.tag)) return &asked;
  return nullptr;
}

Expression as_rule(const Asked& asked) {
  constexpr std::string_view no = "not ";
  if (asked.rule.starts_with(no)) return not_of(test(std::string(asked.rule.substr(no.size()))));
  return test(std::string(asked.rule));
}

bool says_negative(const Cursor& cursor) {
  return cursor.at("negative") || cursor.at_word("seronegative");
}

void skip_test_words(Cursor& cursor) {
  while (cursor.at_any({"serology", "infection", "known", "for", "by", "screening", "both", "prior"}) ||
         cursor.at_word("test") || cursor.at_word("antigen") || cursor.at_word("status") ||
         cursor.at_word("virus"))
    cursor.step();
}

/// Names one after another; where "or" stands it is given back.
std::vector<const Asked*> read_asked(Cursor& cursor) {
  std::vector<const Asked*> out;
  std::size_t end = cursor.place();
  while (true) {
    if (!out.empty()) {
      if (!cursor.at_any({",", "and", "or", "/"})) break;
      while (cursor.accept_any({",", "and", "or", "/"})) {
      }
    }
    skip_test_words(cursor);
    const Asked* asked = asked_here(cursor);
    if (asked == nullptr) break;
    out.push_back(asked);
    cursor.step();
    skip_test_words(cursor);
    end = cursor.place();
  }
  cursor.back_to(end);
  return out;
}

} // namespace

/// "negative for HIV and hepatitis B", "HBsAg negative": each of those named.
std::optional<Element> read_negative_tests(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  if (context.bars()) return std::nullopt;
  const bool first = says_negative(cursor);
  if (first) cursor.step();
  const auto names = read_asked(cursor);
  const bool fits = !names.empty() && (first || says_negative(cursor));
  if (!fits) {
    cursor.back_to(start);
    return std::nullopt;
  }
  if (!first) cursor.step();
  std::vector<Expression> parts;
  for (const Asked* each : names)
    parts.push_back(as_rule(*each));
  return Element{all_of(std::move(parts)), 0.88};
}

} // namespace cartwright::drafting
