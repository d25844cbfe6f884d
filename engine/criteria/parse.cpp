// Text to syntax tree with a stack of our own: a hostile rule costs memory in proportion to its length, never
// the program's stack.
#include <algorithm>
#include <charconv>

#include "engine/criteria/parse_score.hpp"
#include "engine/criteria/parse_test.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

namespace {

enum class FrameKind : std::uint8_t {
  root,
  paren,
  group,
  if_condition,
  if_then,
  if_else,
  any,
  all,
  unless,
  implies,
  negation
};

/// Something begun and not ended. Its operands are the values above `base`.
struct Frame {
  FrameKind kind = FrameKind::root;
  Span span; ///< where it began
  std::size_t base = 0;
  Shape shape = Shape::all_of; ///< of a group
  std::uint32_t need = 0;
  WrittenScore score;
};

bool structural(FrameKind kind) {
  return kind == FrameKind::root || kind == FrameKind::paren || kind == FrameKind::group ||
         kind == FrameKind::if_condition || kind == FrameKind::if_then;
}

class Parser {
public:
  explicit Parser(std::string_view text) : cursor_(text) { out_.source = text; }

  Result<Written> run() {
    frames_.push_back({FrameKind::root, {0, 0}, 0, Shape::all_of, 0, {}});
    while (!given_up_ && !cursor_.given_up() && !done_) {
      if (expects_operand_) {
        operand();
      } else {
        after_operand();
      }
    }
    if (cursor_.problems().has_errors()) return cursor_.problems();
    return std::move(out_);
  }

private:
  const Token& peek(std::size_t ahead = 0) const { return cursor_.peek(ahead); }
  const Token& take() { return cursor_.take(); }
  bool is_word(std::string_view text, std::size_t ahead = 0) const { return cursor_.is_word(text, ahead); }
  bool is_symbol(std::string_view text, std::size_t ahead = 0) const {
    return cursor_.is_symbol(text, ahead);
  }
  bool at_end() const { return cursor_.at_end(); }

  void fail(Span span, const std::string& message, const std::string& hint,
            ProblemCode code = ProblemCode::malformed) {
    cursor_.fail(span, message, hint, code);
  }

  // --- what may begin an operand

  void operand() {
    if (is_symbol("(")) return open(FrameKind::paren, take().span);
    if (is_word("not")) return open(FrameKind::negation, take().span);
    if (is_word("if")) return open(FrameKind::if_condition, take().span);
    if ((is_word("all") || is_word("any") || is_word("conflict")) && is_word("of", 1)) return open_group();
    if (is_word("score") && is_symbol("{", 1)) return open_score();
    if (is_word("at") && is_word("least", 1)) return open_at_least();
    if (const auto shape = statement_shape()) return statement(*shape);
    if (peek().kind == TokenKind::word && !reserved_word(peek().text)) return test();
    missing_operand();
  }

  void open(FrameKind kind, Span span) {
    frames_.push_back({kind, span, values_.size(), Shape::all_of, 0, {}});
    const auto depth = std::count_if(frames_.begin(), frames_.end(), [](const Frame& frame) {
      return frame.kind == FrameKind::paren || frame.kind == FrameKind::group ||
             frame.kind == FrameKind::negation || frame.kind == FrameKind::if_condition ||
             frame.kind == FrameKind::if_then || frame.kind == FrameKind::if_else;
    });
    if (depth <= static_cast<std::ptrdiff_t>(deepest_nesting)) return;
    fail(span, "the rule is nested more than " + std::to_string(deepest_nesting) + " deep",
         "split it into several criteria", ProblemCode::too_large);
    given_up_ = true;
  }

  void open_group() {
    const Token first = take();
    take();
    open_brace(first.span,
               first.text == "all"   ? Shape::all_of
               : first.text == "any" ? Shape::any_of
                                     : Shape::conflict,
               0);
  }

  void open_score() {
    open_brace(take().span, Shape::score, 0);
    if (!given_up_) frames_.back().score.points.push_back(read_points(cursor_));
  }

  void open_at_least() {
    const Span span = take().span;
    take();
    std::uint32_t need = 0;
    const Token number = peek();
    const auto [end, error] =
        std::from_chars(number.text.data(), number.text.data() + number.text.size(), need);
    if (number.kind != TokenKind::number || error != std::errc{} ||
        end != number.text.data() + number.text.size() || need == 0) {
      fail(number.span, "a count is missing after \"at least\"", "write: at least 2 of { ...; ...; ... }");
    } else {
      take();
    }
    if (is_word("of")) {
      take();
    } else {
      fail(peek().span, "\"of\" is missing", "write: at least 2 of { ...; ...; ... }");
    }
    open_brace(span, Shape::at_least, need);
  }

  void open_brace(Span span, Shape shape, std::uint32_t need) {
    if (is_symbol("{")) {
      take();
    } else {
      fail(peek().span, "an opening brace is missing", "a group is written { rule; rule }");
    }
    open(FrameKind::group, span);
    frames_.back().shape = shape;
    frames_.back().need = need;
  }

  std::optional<Shape> statement_shape() const {
    if (is_word("judgement")) return Shape::judgement;
    if (is_word("not_public")) return Shape::not_public;
    if (is_word("not_evaluated")) return Shape::not_evaluated;
    return std::nullopt;
  }

  void statement(Shape shape) {
    const Token word = take();
    WrittenNode node;
    node.shape = shape;
    node.span = word.span;
    const bool in_brackets = is_symbol("(");
    if (in_brackets) take();
    if (peek().kind == TokenKind::string && !trimmed(peek().text).empty()) {
      node.span.end = peek().span.end;
      node.text = take().text;
    } else {
      fail(peek().span, "\"" + word.text + "\" needs its text",
           "write: " + word.text + " \"what the protocol says\"");
      if (peek().kind == TokenKind::string) take();
    }
    if (in_brackets && is_symbol(")")) take();
    push(std::move(node));
    expects_operand_ = false;
  }

  void missing_operand() {
    const Token found = peek();
    const std::string shown = found.kind == TokenKind::end ? "the end of the rule" : "\"" + found.text + "\"";
    fail(found.span, "a test is expected here, not " + shown,
         "a test looks like: platelets >= 50 x10^9/L, or exposed(PI)");
    skip_to_boundary();
    WrittenNode hole; // keeps the tree in shape so that later errors are found as well
    hole.shape = Shape::judgement;
    hole.span = found.span;
    push(std::move(hole));
    expects_operand_ = false;
  }

  /// Leaves the next `and`, `or`, `;`, closing bracket or the end in front.
  void skip_to_boundary() {
    while (!at_end() && !is_word("and") && !is_word("or") && !is_word("then") && !is_word("else") &&
           !is_word("unless") && !is_word("implies") && !is_symbol(";") && !is_symbol(")") && !is_symbol("}"))
      take();
  }

  // --- one test

  void test() {
    WrittenNode node;
    node.shape = Shape::test;
    node.test = static_cast<std::uint32_t>(out_.tests.size());
    const std::uint32_t begin = peek().span.begin;
    out_.tests.push_back(read_test(cursor_));
    node.span = {begin, cursor_.last_end()};
    push(std::move(node));
    expects_operand_ = false;
  }

  // --- what may follow an operand

  void after_operand() {
    while (frames_.back().kind == FrameKind::negation)
      reduce();
    if (is_word("unless")) return binary(FrameKind::unless);
    if (is_word("implies")) return binary(FrameKind::implies);
    reduce_if(FrameKind::unless);
    reduce_if(FrameKind::implies);
    if (is_word("and")) return binary(FrameKind::all);
    reduce_if(FrameKind::all);
    if (is_word("or")) return binary(FrameKind::any);
    reduce_to_structure();
    const Frame& frame = frames_.back();
    if (frame.kind == FrameKind::if_condition && is_word("then")) return next_branch(FrameKind::if_then);
    if (frame.kind == FrameKind::if_then && is_word("else")) return next_branch(FrameKind::if_else);
    if (frame.kind == FrameKind::paren && is_symbol(")")) {
      take();
      frames_.pop_back();
      return;
    }
    if (frame.kind == FrameKind::group && (is_symbol(";") || is_symbol("}"))) return group_goes_on();
    if (frame.kind == FrameKind::root && at_end()) {
      done_ = true;
      return;
    }
    unexpected();
  }

  void binary(FrameKind kind) {
    const Token word = take();
    const bool of_two = kind == FrameKind::unless || kind == FrameKind::implies;
    if (of_two && (frames_.back().kind == FrameKind::unless || frames_.back().kind == FrameKind::implies)) {
      fail(word.span, "\"" + word.text + "\" after \"unless\" or \"implies\" can be read in two ways",
           "put the part that belongs together in parentheses");
      reduce();
    }
    if (frames_.back().kind != kind)
      frames_.push_back({kind, word.span, values_.size() - 1, Shape::all_of, 0, {}});
    expects_operand_ = true;
  }

  void reduce_if(FrameKind kind) {
    if (frames_.back().kind == kind) reduce();
  }

  /// Ends everything up to the innermost bracket, group or open `if`.
  void reduce_to_structure() {
    while (!structural(frames_.back().kind))
      reduce();
  }

  void next_branch(FrameKind kind) {
    take();
    frames_.back().kind = kind;
    expects_operand_ = true;
  }

  void group_goes_on() {
    const bool closes = take().text == "}";
    const bool score = frames_.back().shape == Shape::score;
    if (!closes && !is_symbol("}")) {
      if (score) frames_.back().score.points.push_back(read_points(cursor_));
      expects_operand_ = true;
      return;
    }
    if (!closes) take(); // a closing semicolon
    if (score) read_score_bound(cursor_, frames_.back().span, frames_.back().score);
    reduce();
  }

  void unexpected() {
    const Frame frame = frames_.back();
    const Token found = peek();
    if (at_end()) {
      fail(frame.span, unfinished(frame.kind), "end what begins here");
      frames_.pop_back();
      return;
    }
    const bool closing = found.text == ")" || found.text == "}" || found.text == "]";
    fail(found.span,
         closing ? "nothing is open that this \"" + found.text + "\" could close"
                 : "\"" + found.text + "\" does not fit here",
         closing ? "take it out, or add the opening one"
                 : "join tests with and, or, unless, implies; end a group with }");
    take();
    skip_to_boundary(); // to what may follow an operand, so that the rest is read as well
  }

  static std::string unfinished(FrameKind kind) {
    switch (kind) {
    case FrameKind::paren:
      return "this parenthesis is not closed";
    case FrameKind::group:
      return "this group is not closed";
    case FrameKind::if_condition:
      return "this \"if\" has no \"then\"";
    case FrameKind::if_then:
      return "this \"if\" has no \"else\"";
    default:
      return "the rule ends too early";
    }
  }

  // --- values

  void push(WrittenNode node) {
    values_.push_back(static_cast<std::uint32_t>(out_.nodes.size()));
    out_.nodes.push_back(std::move(node));
  }

  static Shape shape_of(const Frame& frame) {
    switch (frame.kind) {
    case FrameKind::all:
      return Shape::all_of;
    case FrameKind::negation:
      return Shape::negation;
    case FrameKind::if_else:
      return Shape::conditional;
    case FrameKind::implies:
      return Shape::implication;
    case FrameKind::group:
      return frame.shape;
    default:
      return Shape::any_of; // `or`, and `A unless B`
    }
  }

  /// The operands above the innermost frame become one node.
  void reduce() {
    const Frame frame = frames_.back();
    frames_.pop_back();
    WrittenNode node;
    node.shape = shape_of(frame);
    node.need = frame.need;
    node.score = frame.score;
    node.children.assign(values_.begin() + static_cast<std::ptrdiff_t>(frame.base), values_.end());
    values_.resize(frame.base);
    node.span = {std::min(frame.span.begin, out_.nodes[node.children.front()].span.begin),
                 std::max(frame.span.end, out_.nodes[node.children.back()].span.end)};
    if (node.shape == Shape::at_least && node.need > node.children.size())
      fail(frame.span,
           "at least " + std::to_string(node.need) + " of " + std::to_string(node.children.size()) +
               " can never hold",
           "ask for fewer, or add tests", ProblemCode::contradiction);
    if (node.shape == Shape::conflict && node.children.size() < 2)
      fail(frame.span, "one reading cannot disagree with itself", "write conflict of { ...; ... }");
    push(std::move(node));
  }

  TokenCursor cursor_;
  bool expects_operand_ = true, given_up_ = false, done_ = false;
  std::vector<Frame> frames_;
  std::vector<std::uint32_t> values_;
  Written out_;
};

} // namespace

Result<Written> parse_rule(std::string_view text) {
  Problems problems;
  if (text.size() > longest_rule) {
    problems.error(ProblemCode::too_large, "1:1",
                   "the rule is longer than " + std::to_string(longest_rule) + " bytes",
                   "split it into several criteria");
    return problems;
  }
  if (!valid_utf8(text)) {
    problems.error(ProblemCode::malformed, "1:1", "the rule is not UTF-8", "save the file as UTF-8");
    return problems;
  }
  return Parser(text).run();
}

} // namespace cartwright::criteria
