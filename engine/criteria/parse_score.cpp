#include "engine/criteria/parse_score.hpp"

#include <charconv>
#include <numeric>
#include <optional>

#include "engine/domain/quantity.hpp"

namespace cartwright::criteria {

namespace {

constexpr double most_points = 1000;

std::optional<double> read_number(TokenCursor& cursor) {
  const Token& token = cursor.peek();
  double value = 0;
  const auto [end, error] = std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
  const bool whole = error == std::errc{} && end == token.text.data() + token.text.size();
  if (token.kind != TokenKind::number || !whole) return std::nullopt;
  cursor.take();
  return value;
}

/// Whether sums from nothing to everything lie on both sides of the bound.
bool open_to_both(const WrittenScore& score, double all) {
  const auto order_all = compare_values(all, score.bound);
  const bool positive = score.bound > 0;
  switch (score.relation) {
  case Relation::at_least:
  case Relation::less:
    return positive && order_all != std::weak_ordering::less;
  case Relation::greater:
  case Relation::at_most:
    return score.bound >= 0 && order_all == std::weak_ordering::greater;
  default:
    return score.bound >= 0 && order_all != std::weak_ordering::less;
  }
}

} // namespace

double read_points(TokenCursor& cursor) {
  const Span span = cursor.peek().span;
  const auto points = read_number(cursor);
  const bool colon = points && cursor.is_symbol(":");
  if (colon) cursor.take();
  if (!colon || *points <= 0 || *points > most_points)
    cursor.fail(span, "the points of this part are not understood",
                "write a positive number and a colon: score { 2: rule; 1.5: rule } >= 3");
  return points && *points > 0 ? *points : 1;
}

void read_score_bound(TokenCursor& cursor, Span score, WrittenScore& out) {
  const Span span = cursor.peek().span;
  for (const Relation each : {Relation::equal, Relation::not_equal, Relation::less, Relation::at_most,
                              Relation::greater, Relation::at_least})
    if (cursor.is_symbol(symbol(each))) out.relation = each;
  if (out.relation != Relation::none) cursor.take();
  const auto bound = out.relation == Relation::none ? std::nullopt : read_number(cursor);
  if (!bound) {
    cursor.fail(span, "a score has to be compared with a number", "write: score { 2: rule; 1.5: rule } >= 3");
    return;
  }
  out.bound = *bound;
  const double all = std::accumulate(out.points.begin(), out.points.end(), 0.0);
  if (!open_to_both(out, all))
    cursor.fail(score,
                "the points from 0 to " + number_text(all) + " lie all on one side of " +
                    std::string(symbol(out.relation)) + " " + number_text(out.bound),
                "check the points and the bound", ProblemCode::contradiction);
}

} // namespace cartwright::criteria
