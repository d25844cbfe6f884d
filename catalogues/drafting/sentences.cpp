#include "catalogues/drafting/sentences.hpp"

#include <algorithm>

#include "catalogues/drafting/asides.hpp"
#include "catalogues/drafting/clause_reader.hpp"
#include "catalogues/drafting/references.hpp"
#include "catalogues/drafting/self_check.hpp"

namespace cartwright::drafting {

namespace {

constexpr double surely_enough = 0.6;         ///< a reading with more doubt than this is kept as text
constexpr std::size_t longest_sentence = 500; ///< pieces; beyond it nobody reads a rule out of it

/// "...; 9." and "... in the past 6 months iii.": the mark of the item that follows.
bool mark_of_next_item(std::span<const Piece> pieces) {
  if (pieces.size() < 3) return false;
  const Piece& last = pieces.back();
  const Piece& before = pieces[pieces.size() - 2];
  const bool stop = before.tag == ";" || before.tag == ".";
  const bool pair = pieces.size() > 3 && before.tag == "-" &&
                    pieces[pieces.size() - 3].kind == PieceKind::number &&
                    (pieces[pieces.size() - 4].tag == ";" || pieces[pieces.size() - 4].tag == "."); // "7-3"
  if (last.kind == PieceKind::number) return (stop || pair) && last.unit.empty();
  const bool roman = last.tag.starts_with("roman_") || last.text == "iv";
  return roman && (stop || before.kind == PieceKind::period || before.tag == ")");
}

std::span<const Piece> trimmed(std::span<const Piece> pieces) {
  const auto idle = [](const Piece& piece) {
    return piece.tag == "." || piece.tag == "," || piece.tag == ";" || piece.tag == ":" || piece.tag == "-" ||
           piece.tag == "and" || piece.tag == "or" || piece.tag == "*" || piece.tag == "\\";
  };
  while (!pieces.empty() && idle(pieces.front()))
    pieces = pieces.subspan(1);
  while (!pieces.empty() && (idle(pieces.back()) || mark_of_next_item(pieces)))
    pieces = pieces.first(pieces.size() - 1);
  return pieces;
}

Reading said(ReadingKind kind, ExpressionKind as, const std::string& text) {
  Reading out;
  out.kind = kind;
  out.rule = statement(as, text);
  out.confidence = 0.8;
  out.reason = text;
  return out;
}

/// What no rule can say, by the words in it.
Reading as_statement(std::span<const Piece> pieces) {
  const auto has = [&](std::initializer_list<std::string_view> tags) { return mentions_any(pieces, tags); };
  if (has({"consent"})) return said(ReadingKind::judgement, ExpressionKind::judgement, "informed consent");
  if (has({"contraception"}))
    return said(ReadingKind::judgement, ExpressionKind::judgement,
                "contraception, abstinence or donation of sperm and eggs");
  if (has({"life_expectancy"}))
    return said(ReadingKind::judgement, ExpressionKind::judgement, "life expectancy: " + words_of(pieces));
  if (has({"protocol"}))
    return said(ReadingKind::not_public, ExpressionKind::not_public, "further requirements of the protocol");
  if (has({"adequate"}) && has({"organ_function"}))
    return said(ReadingKind::not_public, ExpressionKind::not_public, "organ function: no figures given");
  if (has({"comply"})) return said(ReadingKind::judgement, ExpressionKind::judgement, words_of(pieces));
  if (has({"opinion", "interfere"}))
    return said(ReadingKind::judgement, ExpressionKind::judgement, words_of(pieces));
  Reading out;
  out.reason = "not understood";
  out.rule = unread(words_of(pieces));
  return out;
}

/// "significant hepatic dysfunction (SGOT > 5 x ULN; bilirubin > 3 mg/dL)": the figures say what is meant.
std::span<const Piece> figures_of_dysfunction(std::span<const Piece> pieces, const Vocabulary& vocabulary) {
  const auto open =
      std::find_if(pieces.begin(), pieces.end(), [](const Piece& piece) { return piece.tag == "("; });
  const auto before = static_cast<std::size_t>(open - pieces.begin());
  if (before == 0 || before > 5 || before + 4 > pieces.size() || pieces.back().tag != ")") return pieces;
  const std::span<const Piece> lead = pieces.first(before);
  const bool failing =
      mentions(lead, "organ_function") || std::any_of(lead.begin(), lead.end(), [](const Piece& piece) {
        return piece.text.find("dysfunction") != std::string::npos ||
               piece.text.find("insufficiency") != std::string::npos ||
               piece.text.find("impairment") != std::string::npos;
      });
  const std::span<const Piece> inside = pieces.subspan(before + 1, pieces.size() - before - 2);
  const bool single = std::none_of(inside.begin(), inside.end(),
                                   [](const Piece& piece) { return piece.tag == "(" || piece.tag == ")"; });
  const bool figures = Cursor(inside, vocabulary).concept_here(ConceptKind::measurement).has_value() &&
                       mentions_any(inside, {">", ">=", "<", "<="});
  const bool plain = std::none_of(lead.begin(), lead.end(), [](const Piece& piece) {
    return piece.kind == PieceKind::number || piece.kind == PieceKind::period;
  });
  return failing && single && figures && plain ? inside : pieces;
}

/// "... are excluded" at the end turns an inclusion into a bar; "... are eligible" bars nothing.
enum class Ending : std::uint8_t { plain, excluded, allowed };

Ending ending_of(std::span<const Piece>& pieces) {
  for (std::size_t i = 1; i < pieces.size() && i < 14; ++i) { // "... are excluded from the study since ..."
    static constexpr std::string_view ends[] = {"from", "due", "since", "because"};
    const bool reason = pieces[i].tag == "excluded" && i + 1 < pieces.size() &&
                        std::find(std::begin(ends), std::end(ends), pieces[i + 1].tag) != std::end(ends);
    if (reason && !mentions_any(pieces, {"unless", "except", "provided"})) {
      pieces = trimmed(pieces.first(i));
      return Ending::excluded;
    }
  }
  for (std::size_t i = pieces.size(); i > 0 && i + 6 > pieces.size(); --i) {
    if (pieces[i - 1].tag == "excluded") {
      if (only_reference(pieces.subspan(i))) {
        pieces = trimmed(pieces.first(i - 1));
        return Ending::excluded;
      }
    }
  }
  const auto allowed =
      std::find_if(pieces.begin(), pieces.end(), [](const Piece& piece) { return piece.tag == "allowed"; });
  if (allowed == pieces.end()) return Ending::plain;
  const auto before = static_cast<std::size_t>(allowed - pieces.begin());
  const std::span<const Piece> lead = pieces.first(before);
  int depth = 0;
  for (const Piece& piece : lead)
    depth += piece.tag == "(" ? 1 : piece.tag == ")" ? -1 : 0;
  const bool forbids = before > 0 && lead.front().tag == "not"; // "No growth factors are allowed within ..."
  const bool subordinate = depth > 0 || forbids || mentions_any(lead, {"except", "unless", "however", ";"});
  return subordinate ? Ending::plain : Ending::allowed;
}

/// "Infections must be resolved" among the exclusions asks for something; it is no bar as it stands.
bool demands(std::span<const Piece> pieces) {
  if (pieces.empty()) return false;
  const std::uint32_t begin = pieces.front().span.begin, end = pieces.back().span.end;
  std::string words;
  int depth = 0;
  if (begin < end && end <= pieces.front().source.size())
    for (const char c : pieces.front().source.substr(begin, end - begin)) {
      depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
      if (depth == 0) words += c; // what stands in parentheses only explains
    }
  return words.find(" must ") != std::string_view::npos || words.find(" should ") != std::string_view::npos;
}

/// Whether "is" or "are" stands right before it in the text.
bool says_is_before(const Piece& piece) {
  const std::string_view before = piece.source.substr(0, piece.span.begin);
  return before.ends_with(" is ") || before.ends_with(" are ");
}

bool explains(std::span<const Piece> pieces) {
  if (pieces.empty()) return true;
  const bool note = pieces[0].kind == PieceKind::word && (pieces[0].text == "note" || pieces[0].text == "nb");
  if (note && !mentions_any(pieces, {"allowed", "excluded", "except", "not", "unless"})) return true;
  // "Note: one line can contain induction, transplant and (or not) maintenance"
  if (note && mentions(pieces, "therapy_line") &&
      mentions_any(pieces, {"induction_word", "maintenance_word", "consolidation_word"}))
    return true;
  // "A line of therapy is defined as ...", "Relapse is defined as ...", "Smoldering myeloma is defined as
  // ..."
  for (std::size_t i = 1; i < std::min<std::size_t>(pieces.size(), 5); ++i)
    if (pieces[i].tag == "by_definition" && pieces[i].text.find("defined") != std::string::npos &&
        (pieces[0].tag == "therapy_line" || pieces[0].tag == "relapsed" || pieces[0].tag == "refractory" ||
         pieces[0].tag == "fcbp" || (!pieces[0].concepts.empty() && says_is_before(pieces[i]))))
      return true;
  return false;
}

} // namespace

Reading read_sentence(std::span<const Piece> all, const Context& context, const Vocabulary& vocabulary) {
  Reading too_long;
  too_long.reason = "too long for one sentence";
  too_long.rule = unread("a long passage");
  if (all.size() > 4 * longest_sentence) return too_long; // before its parentheses are looked into
  const std::vector<Piece> cleaned = without_asides(all);
  std::span<const Piece> pieces = trimmed(before_reason(cleaned));
  if (pieces.size() > longest_sentence) return too_long;
  if (context.exclusion) pieces = figures_of_dysfunction(pieces, vocabulary);
  if (explains(pieces)) return {ReadingKind::note, {}, 0, "explains"};
  Context own = context;
  std::span<const Piece> core = pieces;
  const Ending ending = ending_of(core);
  if (ending == Ending::allowed && !context.exclusion && demands(core)) return as_statement(pieces);
  if (ending == Ending::allowed) return {ReadingKind::allowance, {}, 0, "says what is allowed"};
  const bool turned = ending == Ending::excluded && !context.exclusion;
  if (turned) own.negated = true;
  if (context.exclusion && ending == Ending::plain && demands(core)) return as_statement(pieces);
  auto element = read_clauses(core, own, vocabulary);
  if (element && element->confidence < surely_enough) element.reset();
  if (element)
    if (const std::string doubt = left_out(core, element->rule, context.exclusion); !doubt.empty()) {
      Reading text = as_statement(pieces);
      text.reason = doubt;
      return text;
    }
  if (!element) return as_statement(pieces);
  Reading out;
  out.kind = ReadingKind::rule;
  out.rule = std::move(element->rule);
  out.confidence = element->confidence;
  return out;
}

} // namespace cartwright::drafting
