// Lines of therapy with what they must have held, and the response to earlier therapy.
#include "catalogues/drafting/drugs.hpp"
#include "catalogues/drafting/references.hpp"
#include "catalogues/drafting/topics.hpp"

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

Expression exposures(const DrugList& list) {
  std::vector<Expression> parts;
  for (const Drug& drug : list.drugs)
    parts.push_back(test("exposed(" + drug.phrase + drug.options + ")"));
  return list.all ? all_of(std::move(parts)) : any_of(std::move(parts));
}

std::string washout(const std::string& what, const Window& window) {
  return "washout(" + what + "; " + window.period + "; before " +
         (window.anchor.empty() ? "first_dose" : window.anchor) + ")";
}

std::string within(const Window& window) {
  return "within " + window.period;
}

namespace {

bool line_words(Cursor& cursor) {
  const std::size_t start = cursor.place();
  bool line = false;
  while (cursor.at_any({"therapy_line", "prior", "treatment", "of_therapy", "received", "known"}) ||
         cursor.at_concept("anti_myeloma") || cursor.at_concept("systemic_anticancer")) {
    line = line || cursor.at_any({"therapy_line", "treatment"}) || cursor.at_concept("anti_myeloma") ||
           cursor.at_concept("systemic_anticancer");
    cursor.step();
  }
  cursor.skip({"of_therapy"});
  if (!line) cursor.back_to(start);
  return line;
}

std::optional<std::string> count_of_lines(const Interval& interval) {
  if (!interval.unit.empty() || interval.period) return std::nullopt;
  const double upper = interval.op == "in" ? interval.high : interval.low;
  if (upper > 15 || interval.low < 0) return std::nullopt;
  Interval lines = interval;
  if (lines.op == "=") lines.op = ">="; // "two lines of prior therapy" are had, and there may be more
  return comparison("lines", lines);
}

/// "including a PI and an IMiD", ", which must include ...".
std::optional<DrugList> read_included(Cursor& cursor) {
  const std::size_t start = cursor.place();
  cursor.skip({",", "(", "which", "for", ":"});
  const bool open =
      cursor.place() > start && mentions(cursor.pieces().subspan(start, cursor.place() - start), "(");
  if (!cursor.accept_any({"including", "with"})) {
    cursor.back_to(start);
    return std::nullopt;
  }
  cursor.skip({"including", "prior", "treatment", "with", "received", ":", "both", "at_least_one"});
  const std::size_t named = cursor.place(); // "chemotherapy regimens based on a PI and an IMiD"
  if (cursor.at_concept("cytotoxic") || cursor.at("therapy_line")) cursor.step();
  cursor.skip({"therapy_line"});
  if (cursor.place() > named && !cursor.accept_any({"by", "targeting"})) cursor.back_to(named);
  auto list = read_drugs(cursor);
  if (!list || (open && !cursor.accept(")"))) {
    cursor.back_to(start);
    return std::nullopt;
  }
  return list;
}

/// "including an IMiD and either a PI or an anti-CD38 antibody".
std::optional<Expression> read_included_choice(Cursor& cursor) {
  const std::size_t start = cursor.place();
  cursor.skip({",", "which"});
  if (cursor.accept_any({"including", "with"})) {
    cursor.skip({"including", "prior", "treatment", "received", "both"});
    const auto one = read_drug(cursor);
    const bool choice = one && one->options.empty() && cursor.accept("and") && cursor.accept("either");
    const auto others = choice ? read_drugs(cursor) : std::nullopt;
    if (others && !others->all) return all_of({test("exposed(" + one->phrase + ")"), exposures(*others)});
  }
  cursor.back_to(start);
  return std::nullopt;
}

} // namespace

std::optional<Element> read_lines(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  cursor.skip({"received", "prior", "after", "with", "known"});
  const bool failed = cursor.at("refractory") && cursor.peek().text.find("fail") != std::string::npos;
  if (failed) cursor.step();
  cursor.skip({"received", "prior", "to"});
  double confidence = 0.95;
  const bool one = cursor.accept("at_least_one");
  const auto interval = one ? std::optional(Interval{">=", 1, 0, "", std::nullopt}) : read_interval(cursor);
  if (!interval) return give_up();
  cursor.skip({"known"});
  while (cursor.accept_word("different") || cursor.accept_word("complete") ||
         cursor.accept_word("separate")) {
  }
  if (interval->op == "=") confidence = 0.8;
  cursor.skip({"prior"});
  if (!line_words(cursor)) return give_up();
  const auto rule = count_of_lines(*interval);
  if (!rule) return give_up();
  std::vector<Expression> parts = {test(*rule)};
  const bool joined_to_drug =
      cursor.at_any({"with", "including"}) || cursor.at(",") || cursor.at("(") || cursor.at("which");
  if (auto choice = joined_to_drug ? read_included_choice(cursor) : std::nullopt)
    parts.push_back(std::move(*choice));
  else if (joined_to_drug)
    if (const auto list = read_included(cursor)) parts.push_back(exposures(*list));
  (void)context;
  return Element{all_of(std::move(parts)), confidence};
}

namespace {

std::optional<std::string> response_word(Cursor& cursor) {
  struct Row {
    std::string_view tag, word;
  };
  static constexpr Row rows[] = {{"response_scr", "sCR"}, {"response_cr", "CR"}, {"response_vgpr", "VGPR"},
                                 {"response_pr", "PR"},   {"response_mr", "MR"}, {"response_sd", "SD"}};
  for (const Row& row : rows)
    if (cursor.accept(row.tag)) {
      if (cursor.at("(") && cursor.at(row.tag, 1)) cursor.back_to(cursor.place() + 3);
      return std::string(row.word);
    }
  return std::nullopt;
}

} // namespace

/// "achieved at least PR to at least one prior therapy", "responsive (minimal response or better) to one
/// line".
std::optional<Element> read_response(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  cursor.skip({"response", "received", "by_definition", "prior", "reference"});
  const bool at_least = cursor.accept_any({">=", "at_least_one"});
  cursor.skip({"response", "("});
  const auto word = response_word(cursor);
  if (!word) return give_up();
  const bool better = cursor.accept("+>=");
  if (!at_least && !better) return give_up();
  cursor.skip({"response", ")", "reference", "("});
  if (start == 0 && !context.bars() && only_reference(cursor.rest())) { // "PR or better at randomisation"
    cursor.back_to(cursor.pieces().size());
    return Element{test("current_response >= " + *word), 0.85};
  }
  if (!cursor.accept_any({"to", "after", "with", "during", "for"})) return give_up();
  cursor.skip({"at_least_one", ">=", "prior"});
  if (cursor.at_number() && cursor.peek().value == 1) cursor.step();
  cursor.skip({"prior"});
  std::string drug = "anti_myeloma";
  if (cursor.at("therapy_line") || cursor.at("treatment")) {
    cursor.skip({"therapy_line", "treatment", "of_therapy", "prior"});
  } else if (const auto named = read_drug(cursor)) {
    drug = named->phrase;
    cursor.skip({"therapy_line", "treatment"});
  } else {
    return give_up();
  }
  (void)context;
  return Element{test("best_response(" + drug + ") >= " + *word), 0.9};
}

} // namespace cartwright::drafting
