// Bounds that depend on something else: platelets on the marrow, bilirubin on Gilbert's syndrome, QTc on sex.
#include "catalogues/drafting/laboratory.hpp"

#include <algorithm>

namespace cartwright::drafting {

namespace {

/// "in patients with < 50 % of marrow nucleated cells being plasma cells".
std::optional<Interval> read_marrow_share(Cursor& cursor) {
  const std::size_t start = cursor.place();
  int opened = 0;
  while (cursor.at_any({"(", "for", "with", "provided", "which", ",", "during", "in", "when", "where"}) ||
         cursor.at_word("in") || cursor.at_word("whom")) {
    if (cursor.at("(")) ++opened;
    cursor.step();
  }
  auto share = read_interval(cursor);
  bool marrow = false;
  if (!share) { // "if marrow plasma cells are >= 50 %"
    while (cursor.at_any({"nucleated", "plasma_cell_word", "in_marrow", "involvement", "by"}) ||
           cursor.at_concept("marrow_plasma_cells") || cursor.at_concept("multiple_myeloma")) {
      marrow = true;
      cursor.step();
    }
    share = read_interval(cursor);
  }
  while (cursor.at_any({"nucleated", "plasma_cell_word", "in_marrow", "involvement", "by_definition"}) ||
         cursor.at_concept("marrow_plasma_cells") || cursor.at_word("in") ||
         cursor.at_concept("multiple_myeloma")) {
    marrow = true;
    cursor.step();
  }
  for (; opened > 0 && cursor.accept(")"); --opened) {
  }
  const bool fits =
      share && marrow && opened == 0 && share->unit == "%" && share->op != "in" && share->op != "=";
  if (!fits) {
    cursor.back_to(start);
    return std::nullopt;
  }
  return share;
}

/// "male" or "female" with the words around it: "(males)", "for women".
std::string sex_here(Cursor& cursor) {
  const std::size_t start = cursor.place();
  cursor.skip({"(", "for", "in", ",", "by"});
  cursor.accept_word("in");
  const std::string sex = cursor.at("male") ? "male" : cursor.at("female") ? "female" : "";
  if (sex.empty()) {
    cursor.back_to(start);
    return "";
  }
  cursor.step();
  cursor.accept(")");
  return sex;
}

} // namespace

std::optional<Element> platelets_by_marrow(Cursor& cursor, const Interval& first, Samples& samples) {
  const std::size_t start = cursor.place();
  const auto share = read_marrow_share(cursor);
  if (share) {
    read_samples(cursor, "platelets", samples);
    const std::size_t between = std::min(cursor.place(), cursor.pieces().size() - 1);
    cursor.skip({",", ";", "or", "and", "(", "which"});
    if (cursor.at_concept("platelets")) cursor.step();
    auto second = read_interval(cursor);
    if (second && settle_unit(cursor, "platelets", *second) && !second->unit.empty()) {
      if (!read_equivalent(cursor, "platelets")) read_samples(cursor, "platelets", samples);
      const auto other = read_marrow_share(cursor);
      const bool otherwise = !other && cursor.pieces()[between].tag == ";"; // "...; otherwise platelets > 50"
      if (otherwise || (other && other->low == share->low && other->op != share->op)) {
        read_samples(cursor, "platelets", samples);
        const std::string name = "platelets" + samples.brackets();
        Expression rule = test("if " + comparison("marrow_plasma_cells", *share) + " then " +
                               comparison(name, first) + " else " + comparison(name, *second));
        if (!samples.left.empty()) rule = all_of({std::move(rule), unread("samples: " + samples.left)});
        return Element{std::move(rule), samples.left.empty() ? 0.9 : 0.75};
      }
    }
  }
  cursor.back_to(start);
  return std::nullopt;
}

namespace {

/// "(with Gilbert's syndrome ALT <= 5 and bilirubin <= 3 x ULN)": an exception for other tests too.
bool of_more_than_bilirubin(const Cursor& cursor, std::size_t start) {
  if (start >= cursor.pieces().size() || cursor.pieces()[start].tag != "(") return false;
  for (Cursor probe = cursor; !probe.done() && !probe.at(")"); probe.step())
    if (const auto id = measurement_here(probe); id && !id->starts_with("bilirubin")) return true;
  return false;
}

} // namespace

/// Behind a bilirubin: what holds with Gilbert's syndrome instead.
std::optional<Element> bilirubin_with_gilbert(Cursor& cursor, const std::string& base,
                                              const std::string& brackets, const Context& context) {
  const std::size_t start = cursor.place();
  const auto is_gilbert = [&] { return cursor.at_concept("gilbert_syndrome"); };
  if (cursor.accept("(")) { // "(> 3 x ULN for subjects with Gilbert's syndrome)"
    auto bound = read_interval(cursor);
    cursor.skip({"for", "with", "provided", "known", "which", "during"});
    const bool whole = bound && bound->op != "=" && settle_unit(cursor, "bilirubin_total", *bound) &&
                       is_gilbert() && cursor.at(")", 1);
    if (whole && context.bars()) {
      cursor.back_to(cursor.place() + 2);
      return Element{test("if has(gilbert_syndrome) then " +
                          comparison("bilirubin_total" + brackets, *bound) + " else " + base),
                     0.9};
    }
    cursor.back_to(start);
  }
  std::size_t steps = 0;
  while (!cursor.done() && !is_gilbert() && steps < 14 && !cursor.at_number() && !cursor.at(";")) {
    cursor.step();
    ++steps;
  }
  if (!is_gilbert()) {
    cursor.back_to(start);
    return std::nullopt;
  }
  cursor.step();
  if (of_more_than_bilirubin(cursor, start)) {
    cursor.back_to(start);
    return std::nullopt;
  }
  std::vector<Expression> instead;
  std::size_t behind = cursor.place();
  std::string name = "bilirubin_total";
  for (std::size_t i = 0; i < 14 && !cursor.done() && !cursor.at(";"); ++i) {
    if (const auto id = measurement_here(cursor)) {
      if (*id != "bilirubin_total" && *id != "bilirubin_direct") break;
      name = *id;
      cursor.step();
      continue;
    }
    const std::size_t here = cursor.place();
    auto bound = read_interval(cursor);
    if (bound && bound->op != "=" && settle_unit(cursor, name, *bound)) {
      instead.push_back(test(comparison(name + brackets, *bound)));
      behind = cursor.place();
      if (cursor.accept(")")) behind = cursor.place();
      continue;
    }
    cursor.back_to(here);
    if (cursor.at_any({"ast", "alt"}) || cursor.at(".")) break;
    cursor.step();
    if (instead.empty() && cursor.pieces()[cursor.place() - 1].tag == ")") behind = cursor.place();
  }
  cursor.back_to(behind);
  cursor.skip({"provided", "for", "with", "due"});
  if (cursor.place() > behind && is_gilbert()) // "... or <= 3 x ULN if she has Gilbert's syndrome"
    cursor.step();
  else
    cursor.back_to(behind);
  while (cursor.accept_any({")", "allowed", "which", ","})) {
  }
  if (cursor.place() > 0 && cursor.pieces()[cursor.place() - 1].tag == ",")
    cursor.back_to(cursor.place() - 1);
  const Expression gilbert = test("has(gilbert_syndrome)");
  if (context.bars()) {
    if (instead.empty()) return Element{all_of({test(base), not_of(gilbert)}), 0.9};
    Expression bar = all_of(std::move(instead)); // "... who are eligible up to 3 x ULN"
    if (bar.kind == ExpressionKind::test && bar.text.find(" <") != std::string::npos)
      bar = not_of(std::move(bar));
    return Element{test("if has(gilbert_syndrome) then " + rule_text(bar) + " else " + base), 0.85};
  }
  if (instead.empty()) return Element{any_of({test(base), gilbert}), 0.9};
  instead.insert(instead.begin(), gilbert);
  return Element{any_of({test(base), all_of(std::move(instead))}), 0.85};
}

/// "or <= 5 x ULN if liver is involved": a second bound for a reason that a person checks.
std::optional<Expression> second_bound(Cursor& cursor, const std::vector<std::string>& names,
                                       const std::string& id) {
  const std::size_t start = cursor.place();
  cursor.skip({",", "("});
  cursor.skip({"or", "unless", "except", "and"});
  auto bound = read_interval(cursor);
  if (bound && cursor.at(",") && cursor.at("provided", 1)) cursor.step(); // "(<= 5 x ULN, if ...)"
  if (bound && bound->op != "=" && settle_unit(cursor, id, *bound) &&
      cursor.at_any({"provided", "for", "with", "due", "which"})) {
    const std::size_t here = cursor.place();
    std::size_t end = here;
    while (end < cursor.pieces().size() && cursor.pieces()[end].tag != ")" &&
           cursor.pieces()[end].tag != ";" && cursor.pieces()[end].tag != "." && end < here + 16 &&
           cursor.pieces()[end].kind != PieceKind::number)
      ++end;
    const std::span<const Piece> because = cursor.pieces().subspan(here, end - here);
    const std::string reason = words_of(because);
    const bool gilbert = std::any_of(because.begin(), because.end(), [&](const Piece& piece) {
      return Cursor(std::span(&piece, 1), cursor.vocabulary()).at_concept("gilbert_syndrome");
    });
    cursor.back_to(end);
    cursor.accept(")");
    std::vector<Expression> parts;
    if (gilbert && because.size() < 8) {
      parts.push_back(test("has(gilbert_syndrome)"));
      for (const std::string& name : names)
        parts.push_back(test(comparison(name, *bound)));
      return all_of(std::move(parts));
    }
    for (const std::string& name : names)
      parts.push_back(test(comparison(name, *bound)));
    parts.push_back(judged(reason));
    return all_of(std::move(parts));
  }
  cursor.back_to(start);
  return std::nullopt;
}

/// "75 (50 if the marrow holds at least 50 % plasma cells)".
std::optional<Element> platelets_in_parenthesis(Cursor& cursor, const Interval& first,
                                                const Samples& samples) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  const bool open = cursor.accept("(");
  if (!open) cursor.skip({","});
  if (!open && !cursor.accept("or")) return give_up();
  auto second = read_interval(cursor);
  if (second && second->unit.empty()) second->unit = first.unit; // "75 x 10^9/L (50 if ...)"
  if (!second || !settle_unit(cursor, "platelets", *second) || second->unit.empty()) return give_up();
  if (second->op == "=") second->op = first.op;
  const auto share = read_marrow_share(cursor);
  if (!share || share->op.starts_with('<') || (open && !cursor.accept(")"))) return give_up();
  const std::string name = "platelets" + samples.brackets();
  return Element{test("if " + comparison("marrow_plasma_cells", *share) + " then " +
                      comparison(name, *second) + " else " + comparison(name, first)),
                 0.9};
}

/// "> 450 ms (males) or > 470 ms (females)".
std::optional<Element> bounds_by_sex(Cursor& cursor, const NamedMeasurements& names, const Interval& first) {
  const std::size_t start = cursor.place();
  const std::string sex = sex_here(cursor);
  if (!sex.empty()) {
    cursor.skip({",", ";", "or", "and", "/"});
    if (names.ids.size() == 1 && measurement_here(cursor) == names.ids.front()) cursor.step();
    auto second = read_interval(cursor);
    if (second && second->op == "=") second->op = first.op;
    const bool bound = second && second->op == first.op && names.ids.size() == 1 &&
                       settle_unit(cursor, names.ids.front(), *second) && second->unit == first.unit;
    const std::string other = bound ? sex_here(cursor) : "";
    if (!other.empty() && other != sex)
      return Element{test("if sex is " + sex + " then " + comparison(names.ids.front(), first) + " else " +
                          comparison(names.ids.front(), *second)),
                     0.9};
  }
  cursor.back_to(start);
  return std::nullopt;
}

/// "potassium within the normal range of the laboratory".
std::optional<Element> read_normal(Cursor& cursor, const NamedMeasurements& names, const Context& context) {
  const std::size_t start = cursor.place();
  cursor.skip({":", "within", "by_definition", "-", "soft"});
  while (cursor.accept_word("local") || cursor.accept_word("laboratory") ||
         cursor.accept_word("institutional")) {
  }
  const bool normal = !context.bars() && cursor.accept("normal_range") &&
                      (cursor.done() || cursor.at_any({".", ";", ",", "and"}));
  if (!normal) {
    cursor.back_to(start);
    return std::nullopt;
  }
  std::vector<Expression> parts;
  for (const std::string& id : names.ids)
    if (id != "egfr" && id != "creatinine_clearance") parts.push_back(test(id + " is normal"));
  if (parts.size() != names.ids.size()) {
    cursor.back_to(start);
    return std::nullopt;
  }
  return Element{all_of(std::move(parts)), 0.9};
}

} // namespace cartwright::drafting
