#include "catalogues/drafting/amounts.hpp"

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

namespace {

struct Value {
  double value = 0;
  std::string unit;
  std::optional<PeriodUnit> period;
};

std::optional<Value> read_value(Cursor& cursor) {
  if (cursor.at_number() || cursor.at_period()) {
    const Piece& piece = cursor.peek();
    Value out{piece.value, piece.unit, cursor.at_period() ? std::optional(piece.period) : std::nullopt};
    cursor.step();
    return out;
  }
  return std::nullopt;
}

std::optional<std::string> comparator(Cursor& cursor) {
  for (const std::string_view op : {">=", "<=", ">", "<", "="})
    if (cursor.accept(op)) {
      if (cursor.at("(") && cursor.at_any({">=", "<=", ">", "<", "="}, 1) && cursor.at(")", 2))
        cursor.back_to(cursor.place() + 3);             // "at least (>=)"
      if (op == "=" && cursor.accept("<")) return "<="; // "= <"
      if (op == ">" && cursor.accept("=")) return ">=";
      if (op == "<" && cursor.accept("=")) return "<=";
      return std::string(op);
    }
  return std::nullopt;
}

bool lower_bound(const std::string& op) {
  return op == ">=" || op == ">";
}

/// The second half of "at least 1 but not more than 3", ">= 18 and <= 75".
bool read_second_bound(Cursor& cursor, Interval& out) {
  const std::size_t start = cursor.place();
  cursor.skip({","});
  cursor.accept_any({"and", "however", "but", "to", "-"});
  cursor.skip({","});
  const auto op = comparator(cursor);
  const auto value = op ? read_value(cursor) : std::nullopt;
  const bool fits = value && lower_bound(out.op) && *op == "<=" && out.op == ">=" && value->value > out.low;
  if (!fits) {
    cursor.back_to(start);
    return false;
  }
  out.op = "in";
  out.high = value->value;
  if (out.unit.empty()) out.unit = value->unit;
  if (!out.period) out.period = value->period;
  return true;
}

std::optional<Interval> compared(Cursor& cursor, const std::string& op) {
  const auto value = read_value(cursor);
  if (!value) {
    if (cursor.at_any({"uln", "lln"})) { // "<= ULN"
      Interval out{op, 1, 0, cursor.at("uln") ? "xULN" : "xLLN", std::nullopt};
      cursor.step();
      return out;
    }
    return std::nullopt;
  }
  Interval out{op, value->value, 0, value->unit, value->period};
  read_second_bound(cursor, out);
  return out;
}

/// "18 to 75", "18-75", "between 18 and 75", with the same unit behind one or both.
std::optional<Interval> ranged(Cursor& cursor) {
  const std::size_t start = cursor.place();
  const bool between = cursor.accept_any({"between", "from"});
  const auto low = read_value(cursor);
  if (!low) {
    cursor.back_to(start);
    return std::nullopt;
  }
  const std::size_t behind = cursor.place();
  const bool joins = cursor.accept_any({"-", "to", "~"}) || (between && cursor.accept("and"));
  if (joins) {
    comparator(cursor); // "0 to <= 2"
    if (const auto high = read_value(cursor); high && high->value >= low->value) {
      cursor.accept("inclusive");
      return Interval{"in", low->value, high->value, high->unit.empty() ? low->unit : high->unit,
                      high->period ? high->period : low->period};
    }
  }
  cursor.back_to(behind);
  if (cursor.accept("+>=")) return Interval{">=", low->value, 0, low->unit, low->period};
  if (cursor.accept("+<=")) return Interval{"<=", low->value, 0, low->unit, low->period};
  cursor.back_to(start);
  return std::nullopt;
}

/// "0, 1, or 2": whole numbers one after another.
std::optional<Interval> listed(Cursor& cursor) {
  const std::size_t start = cursor.place();
  const auto first = read_value(cursor);
  if (!first) return std::nullopt;
  double last = first->value;
  std::size_t end = cursor.place();
  while (true) {
    cursor.skip({",", "or", "and", "/"});
    const auto next = read_value(cursor);
    if (!next || next->value != last + 1) break;
    last = next->value;
    end = cursor.place();
  }
  cursor.back_to(end);
  if (last == first->value) {
    cursor.back_to(start);
    return std::nullopt;
  }
  return Interval{"in", first->value, last, first->unit, first->period};
}

} // namespace

std::optional<Interval> read_interval(Cursor& cursor) {
  const std::size_t start = cursor.place();
  if (const auto op = comparator(cursor)) {
    if (auto out = compared(cursor, *op)) {
      cursor.accept_any({"+>=", "+<="}); // ">= 18 years or older"
      cursor.accept("inclusive");
      return out;
    }
    cursor.back_to(start);
    return std::nullopt;
  }
  if (auto out = ranged(cursor)) return out;
  if (auto out = listed(cursor)) return out;
  if (const auto value = read_value(cursor))
    return Interval{"=", value->value, 0, value->unit, value->period};
  return std::nullopt;
}

std::string comparison(const std::string& name, const Interval& interval) {
  std::string unit = interval.unit;
  if (unit == "1") unit.clear();
  const std::string behind = unit.empty() || unit.starts_with("x") ? unit
                             : unit.starts_with("10^")             ? "x" + unit
                                                                   : unit;
  const std::string gap = behind.empty() ? "" : " ";
  if (interval.op == "in")
    return name + " in " + number_text(interval.low) + ".." + number_text(interval.high) + gap + behind;
  return name + " " + interval.op + " " + number_text(interval.low) + gap + behind;
}

std::optional<std::string> read_anchor(Cursor& cursor) {
  constexpr std::string_view anchors[] = {"screening",       "enrolment", "randomisation", "apheresis",
                                          "lymphodepletion", "infusion",  "first_dose"};
  cursor.skip({"planned", "received", "first_line"});
  cursor.accept_word("date");
  if (cursor.concept_here(ConceptKind::agent) && cursor.at("first_dose", 1))
    cursor.step(); // "X first administration"
  if (cursor.at_any({"asct", "transplant", "allosct"}) &&
      !cursor.at("for", 1)) { // an event that is no anchor of the language
    cursor.step();
    return "";
  }
  if (cursor.peek().kind == PieceKind::word && cursor.at("infusion", 1)) cursor.step(); // "CTL infusion"
  if (cursor.at_concept("cell_therapy") ||
      (cursor.at_concept("car_t") && (cursor.at_any({"infusion", ",", ".", ";"}, 1) || cursor.left() == 1))) {
    cursor.step();
    cursor.accept("infusion");
    return "infusion";
  }
  for (const std::string_view anchor : anchors)
    if (cursor.accept(anchor)) {
      cursor.skip({"planned"});
      if (anchor == "first_dose" && (cursor.concept_here(ConceptKind::agent) || cursor.at_word("ibrutinib")))
        cursor.step(); // "first dose of ixazomib"
      return std::string(anchor);
    }
  return std::nullopt;
}

namespace {

std::optional<std::string> one_period(Cursor& cursor) {
  if (!cursor.at_period()) return std::nullopt;
  const Piece& piece = cursor.peek();
  cursor.step();
  return period_text(piece.value, piece.period);
}

/// "whichever is shorter", with the punctuation around it.
std::optional<std::string_view> whichever(Cursor& cursor) {
  const std::size_t start = cursor.place();
  cursor.skip({",", "("});
  const bool shorter = cursor.accept("whichever_shorter");
  if (shorter || cursor.accept("whichever_longer")) {
    cursor.skip({",", ")"});
    return shorter ? "min" : "max";
  }
  cursor.back_to(start);
  return std::nullopt;
}

} // namespace

std::optional<std::string> read_period_text(Cursor& cursor) {
  const auto first = one_period(cursor);
  if (!first) return std::nullopt;
  const std::size_t alone = cursor.place();
  cursor.skip({",", "("});
  if (!cursor.accept_any({"or", "and"})) {
    cursor.back_to(alone);
    return first;
  }
  cursor.skip({"within", ">=", "<=", ">", "<"});
  const auto second = one_period(cursor);
  if (!second) {
    cursor.back_to(alone);
    return first;
  }
  cursor.skip({")", "treatment"});
  const std::size_t behind = cursor.place();
  if (const auto choice = whichever(cursor))
    return std::string(*choice) + "(" + *first + ", " + *second + ")";
  cursor.back_to(behind);
  return "?(" + *first + ", " + *second + ")"; // the choice may follow behind the anchor
}

namespace {

/// Puts a choice that was said late into its place; a period without one is not understood.
bool settle(std::string& period, Cursor& cursor) {
  if (!period.starts_with("?")) return true;
  const auto choice = whichever(cursor);
  if (!choice) return false;
  period = std::string(*choice) + period.substr(1);
  return true;
}

/// "... before screening or within 5 half-lives, whichever is longer": the choice between both.
std::optional<std::string> second_period(Cursor& cursor, const std::string& first) {
  const std::size_t start = cursor.place();
  if (cursor.accept("or") && cursor.accept("within")) {
    const auto second = one_period(cursor);
    cursor.skip({"treatment"});
    if (const auto choice = second ? whichever(cursor) : std::nullopt)
      return std::string(*choice) + "(" + first + ", " + *second + ")";
  }
  cursor.back_to(start);
  return std::nullopt;
}

} // namespace

std::optional<Window> read_window(Cursor& cursor) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Window> {
    cursor.back_to(start);
    return std::nullopt;
  };
  const bool open = cursor.accept("(");
  Window out;
  bool opened = cursor.accept_any({"within", "during", "for"});
  const bool in_the = !opened && cursor.at_word("in") && cursor.at_period(1); // "in the 30 days before"
  if (in_the) cursor.step();
  cursor.skip({"last", "prior"});
  if (!opened) {
    if (cursor.accept("<"))
      opened = out.strict = true;
    else if (cursor.accept("<="))
      opened = true;
    else if (cursor.accept_any({">", ">="}))
      opened = out.later = true;
  } else {
    cursor.skip({"<=", "<", "last", "prior"});
    if (cursor.accept_any({">=", ">"})) out.later = true; // "for at least 2 weeks before"
  }
  const auto period = read_period_text(cursor);
  if (!period) return give_up();
  out.period = *period;
  cursor.accept_word("period"); // "within the 14-day period before"
  const bool choice_pending = out.period.starts_with("?");
  const bool before = cursor.accept_any({"before", "ago", "prior", "from", "since"});
  cursor.skip({"before", "last"});
  if (before || opened) {
    cursor.skip({"first_line"});
    if (const auto anchor = read_anchor(cursor)) {
      out.anchor = *anchor;
      std::size_t behind = cursor.place();
      while (cursor.accept("or") && read_anchor(cursor)) // "before enrolment or first dose"
        behind = cursor.place();
      cursor.back_to(behind);
    }
  }
  if (!opened && !before) return give_up();
  cursor.skip({"dose"});
  if (!choice_pending && opened && !out.later)
    if (auto both = second_period(cursor, out.period)) out.period = *both;
  if (choice_pending && !settle(out.period, cursor)) return give_up();
  if (open && !cursor.accept(")")) return give_up();
  return out;
}

} // namespace cartwright::drafting
