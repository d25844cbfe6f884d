// Age, performance status, pregnancy.
#include "catalogues/drafting/topics.hpp"

#include <algorithm>

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

namespace {

bool years(const Interval& interval) {
  return interval.period == PeriodUnit::years;
}

/// An age that nobody means: a year of a reference, a percentage.
bool plausible_age(const Interval& interval) {
  const double upper = interval.op == "in" ? interval.high : interval.low;
  return interval.low >= 1 && upper <= 110 && interval.unit.empty() && (!interval.period || years(interval));
}

/// ">= 18 and < 70 years": the end is not included.
std::optional<Element> read_upper_age(Cursor& cursor, const std::string& lower) {
  const std::size_t start = cursor.place();
  cursor.skip({",", "and"});
  if (cursor.place() > start && cursor.accept("<")) {
    const bool number =
        cursor.at_number() || (cursor.at_period() && cursor.peek().period == PeriodUnit::years);
    if (number && cursor.peek().value > 1 && cursor.peek().value < 110) {
      const std::string upper = "age < " + number_text(cursor.peek().value) + " y";
      cursor.step();
      cursor.skip({"age", "old"});
      return Element{all_of({test(lower), test(upper)}), 0.95};
    }
  }
  cursor.back_to(start);
  return std::nullopt;
}

} // namespace

std::optional<Element> read_age(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  const bool menopause = std::any_of(cursor.pieces().begin(), cursor.pieces().end(), [](const Piece& piece) {
    return piece.text.find("menopaus") != std::string::npos;
  });
  if (menopause) return std::nullopt; // from when on nobody is asked
  while (cursor.at_any({"male", "female", "known", ","}) ||
         (cursor.at("or") && cursor.at_any({"male", "female"}, 1)) ||
         (cursor.at_any({"(", "/", ")"}) && cursor.at_any({"male", "female"}, cursor.at(")") ? 0 : 1)) ||
         (cursor.at(")") && cursor.place() > start))
    cursor.step();
  const bool named = cursor.accept("age");
  cursor.skip({":", "("});
  auto interval = read_interval(cursor);
  if (!interval || !plausible_age(*interval)) return give_up();
  const bool bound_behind = cursor.at_any({"age", "old"}) && cursor.at_any({"+>=", "+<="}, 1);
  if (interval->op == "=" && !named && !bound_behind) return give_up();
  const bool behind = cursor.accept_any({"age", "old"});
  cursor.skip({"age", "old"});
  if (behind && interval->op == "=" && cursor.accept("+>="))
    interval->op = ">="; // "18 years of age or greater"
  if (behind && interval->op == "=" && cursor.accept("+<=")) interval->op = "<=";
  if (cursor.accept("(")) {
    cursor.skip({"inclusive"});
    if (!cursor.accept(")")) return give_up();
  }
  cursor.skip({"inclusive"});
  if (cursor.accept(",") && !cursor.accept("inclusive")) cursor.back_to(cursor.place() - 1);
  if (!named && !behind) {
    const bool alone = cursor.done() || cursor.at_any({",", ".", "and", ";", "(", "with"});
    if (!alone || !years(*interval) || interval->op == "=" || interval->low < 16) return give_up();
  }
  if (interval->op == "=") return give_up();
  if (cursor.at("+>=") && interval->op == ">=") cursor.step(); // ">= 18 years of age or older"
  Interval age = *interval;
  age.unit = "y";
  if (interval->op == ">=" || interval->op == ">")
    if (auto both = read_upper_age(cursor, comparison("age", age))) return both;
  (void)context;
  return Element{test(comparison("age", age)), 0.97};
}

namespace {

std::string performance_rule(const std::string& name, Interval interval) {
  interval.unit.clear();
  if (name == "ecog" && interval.op == "in" && interval.low == 0)
    return "ecog <= " + number_text(interval.high);
  return comparison(name, interval);
}

bool fits_scale(const std::string& name, const Interval& interval) {
  const double upper = interval.op == "in" ? interval.high : interval.low;
  if (interval.period) return false;
  if (name == "kps") return upper >= 10 && upper <= 100 && (interval.unit.empty() || interval.unit == "%");
  return upper <= 5 && interval.unit.empty();
}

/// "(Karnofsky >= 60 %)" behind an ECOG says the same on another scale.
void skip_equivalent(Cursor& cursor) {
  const std::size_t start = cursor.place();
  if (cursor.accept("(")) {
    cursor.skip({"or", "kps", "performance", "%"});
    if (read_interval(cursor)) {
      cursor.skip({"kps", "ecog"});
      if (cursor.accept(")")) return;
    }
  }
  cursor.back_to(start);
}

} // namespace

std::optional<Element> read_performance(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  std::string name;
  const auto names = [&] {
    while (true) {
      if (cursor.accept("ecog"))
        name = name.empty() ? "ecog" : name;
      else if (cursor.accept("kps"))
        name = name.empty() ? "kps" : name;
      else if (!cursor.accept_any({"performance", "(", ")", ":", "point", "-", "=", "grade", ","}))
        break;
    }
  };
  if (!cursor.at_any({"ecog", "kps", "performance"})) return std::nullopt;
  const bool unnamed = cursor.at("performance");
  names();
  const auto interval = read_interval(cursor);
  bool fits = interval.has_value();
  if (fits && unnamed && name.empty()) {
    cursor.skip({"during", "by_definition", "("});
    names();
  }
  fits = fits && !name.empty() && fits_scale(name, *interval);
  if (!fits) {
    cursor.back_to(start);
    return std::nullopt;
  }
  const std::span<const Piece> read = cursor.pieces().subspan(start, cursor.place() - start);
  const bool better =
      std::any_of(read.begin(), read.end(), [](const Piece& piece) { return piece.text == "or better"; });
  cursor.skip({"point", "%"});
  if (name == "ecog") skip_equivalent(cursor);
  (void)context;
  Interval bound = *interval;
  if (better && name == "ecog" && bound.op == ">=") bound.op = "<="; // less is better
  return Element{test(performance_rule(name, bound)), 0.97};
}

namespace {

/// Who could be pregnant is asked for a negative test; what else the sentence asks stays for a person.
std::optional<Element> read_pregnancy_test(Cursor& cursor, const Context& context) {
  const std::span<const Piece> rest = cursor.rest();
  if (!mentions(rest, "pregnancy_test") && !(mentions(rest, "pregnant") && mentions(rest, "negative")))
    return std::nullopt;
  if (mentions_any(rest, {"lactating", "unless", "ecog", "age"}) || context.bars()) return std::nullopt;
  if (!mentions(rest, "negative")) return std::nullopt;
  const bool more = mentions_any(rest, {"contraception", "comply", "consent"});
  cursor.back_to(cursor.place() + rest.size());
  Expression asked = not_of(test("pregnant"));
  if (more) asked = all_of({std::move(asked), judged("contraception or abstinence, as the text asks")});
  return Element{implies(test("child_bearing_potential"), std::move(asked)), 0.9};
}

} // namespace

std::optional<Element> read_pregnancy(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  if (cursor.at("for") && cursor.at("fcbp", 1)) cursor.step(); // "For women of childbearing potential: ..."
  if (cursor.at_any({"fcbp", "female", "pregnancy_test", "negative", "either", "positive"}))
    if (auto out = read_pregnancy_test(cursor, context)) return out;
  cursor.back_to(start);
  cursor.skip({"female", "known", "which", "either", "active"});
  std::vector<Expression> parts;
  bool more = false;
  bool found = false;
  while (!cursor.done()) {
    const std::size_t here = cursor.place();
    if (!parts.empty() && !cursor.accept_any({",", "or", "and", "/", "and/or"})) break;
    cursor.skip({"or", "and", ",", "/", "female", "which", "known", "active"});
    if (cursor.accept("positive")) {
      cursor.skip({"for"});
      if (!cursor.accept("pregnancy_test")) {
        cursor.back_to(here);
        break;
      }
      parts.push_back(test("pregnant"));
    } else if (cursor.accept("pregnant")) {
      parts.push_back(test("pregnant"));
    } else if (cursor.accept("lactating")) {
      parts.push_back(test("lactating"));
    } else if (found && mentions_any(cursor.rest(), {"contraception", "comply", "planned", "pregnant"})) {
      more = true; // "or intend to become pregnant", "or unwilling to use contraception"
      cursor.back_to(cursor.place() + cursor.left());
      break;
    } else {
      cursor.back_to(here);
      break;
    }
    found = true;
  }
  cursor.skip({"female"});
  if (!found || !context.bars()) {
    cursor.back_to(start);
    return std::nullopt;
  }
  if (cursor.at("(") && cursor.rest().back().tag == ")" && !mentions_any(cursor.rest(), {"unless", "except"}))
    cursor.back_to(cursor.pieces().size()); // explains why
  if (more) parts.push_back(judged("plans for pregnancy, or contraception not agreed"));
  return Element{any_of(std::move(parts)), 0.97};
}

} // namespace cartwright::drafting
