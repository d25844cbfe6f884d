#include "catalogues/drafting/self_check.hpp"

#include <algorithm>

#include "catalogues/drafting/cursor.hpp"
#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

/// Whether `number` stands in `text` by itself, not as a part of another number.
bool holds_number(std::string_view text, std::string_view number) {
  for (std::size_t at = text.find(number); at != std::string_view::npos; at = text.find(number, at + 1)) {
    const std::size_t end = at + number.size();
    const bool more_before =
        at > 0 && (digit(text[at - 1]) || (at > 1 && text[at - 1] == '.' && digit(text[at - 2])));
    const bool more_behind =
        end < text.size() &&
        (digit(text[end]) || (end + 1 < text.size() && text[end] == '.' && digit(text[end + 1])));
    if (!more_before && !more_behind) return true;
  }
  return false;
}

void collect(const Expression& expression, std::string& tests, std::string& statements) {
  if (expression.parts.empty())
    (expression.kind == ExpressionKind::test ? tests : statements) += expression.text + "\n";
  for (const Expression& part : expression.parts)
    collect(part, tests, statements);
}

bool compares(const Piece& piece) {
  static constexpr std::string_view tags[] = {">=", ">", "<=", "<"};
  return std::find(std::begin(tags), std::end(tags), piece.tag) != std::end(tags);
}

/// "8 g/dL (80 g/L)", "10 mg/dL = 100 mg/L": one bound in two units.
bool says_again(std::span<const Piece> pieces, std::size_t at) {
  bool linked = false;
  const std::string& unit = pieces[at].unit;
  while (at > 0) {
    const Piece& before = pieces[--at];
    if (before.kind == PieceKind::number) return linked && !before.unit.empty() && before.unit != unit;
    const bool link = before.tag == "(" || before.tag == "=" || before.tag == "/" || before.tag == "or";
    if (!link && !compares(before) && before.tag != "by_definition" && before.tag != "such_as") return false;
    linked = linked || link;
  }
  return false;
}

class Check {
public:
  Check(std::span<const Piece> pieces, const Expression& rule, bool bars)
      : pieces_(pieces), bars_(bars), whole_(rule_text(rule)) {
    collect(rule, tests_, statements_);
  }

  std::string run() const {
    const bool of_pregnancy = tests_.find("pregnant") != std::string::npos; // how and when it is tested
    if (const std::string figure = of_pregnancy ? "" : missing_figure(); !figure.empty())
      return "leaves out " + figure;
    if (timeless_event() || timeless_therapy()) return "leaves out when";
    if (missing_target()) return "leaves out a target";
    if (missing_lines()) return "leaves out the lines of therapy";
    if (missing_exception()) return "leaves out an exception";
    if (!bars_ && missing_not()) return "leaves out a negation";
    if (mixes_sexes()) return "the figures differ by sex";
    if (torn_statement()) return "takes a parenthesis apart";
    return "";
  }

private:
  bool said(const std::string& number) const {
    return holds_number(tests_, number) || holds_number(statements_, number);
  }

  /// "10 %" of plasma cells is not the "10" of light chains.
  bool says_share(const std::string& number) const {
    return holds_number(tests_, number + " %") || holds_number(statements_, number);
  }

  /// "infarction, or other heart disease within 12 months": an event is barred for a time, not as a state.
  bool timeless_event() const {
    static constexpr std::string_view events[] = {
        "has(myocardial_infarction)", "has(major_surgery)",           "has(stroke)",
        "has(major_trauma)",          "has(acute_coronary_syndrome)", "has(transient_ischaemic_attack)"};
    const bool event = std::any_of(std::begin(events), std::end(events), [&](std::string_view each) {
      return tests_.find(each) != std::string::npos;
    });
    return event && std::any_of(pieces_.begin(), pieces_.end(),
                                [](const Piece& piece) { return piece.kind == PieceKind::period; });
  }

  /// "chemotherapy or radiotherapy was used within 3 days": one window for both.
  bool timeless_therapy() const {
    static constexpr std::string_view broad[] = {"exposed(cytotoxic", "exposed(targeted_therapy",
                                                 "exposed(immunotherapy", "exposed(monoclonal_antibody",
                                                 "exposed(any of {cytotoxic"};
    const bool timeless = std::any_of(std::begin(broad), std::end(broad), [&](std::string_view each) {
      return tests_.find(each) != std::string::npos;
    });
    const bool period = std::any_of(pieces_.begin(), pieces_.end(),
                                    [](const Piece& piece) { return piece.kind == PieceKind::period; });
    return timeless && period && (bars_ || !statements_.empty());
  }

  /// "monoclonal antibodies and cells targeting CCR8": aimed at something that the rule does not name.
  bool missing_target() const {
    return tests_.find("exposed(") != std::string::npos && tests_.find("target ") == std::string::npos &&
           statements_.find("targeting") != std::string::npos;
  }

  bool missing_lines() const {
    return !bars_ && mentions(pieces_, "therapy_line") && mentions_any(pieces_, {"at_least_one"}) &&
           statements_.empty() && tests_.find("line") == std::string::npos &&
           tests_.find("exposed") == std::string::npos && tests_.find("best_response") == std::string::npos;
  }

  /// "ECOG 0 to 2 (Karnofsky >= 60 %)" and "Gleason score < 7" of an excepted cancer that a person judges.
  bool says_in_other_words(std::size_t at) const {
    const std::span<const Piece> before = pieces_.subspan(at > 4 ? at - 4 : 0, std::min<std::size_t>(at, 4));
    if (tests_.find("ecog") != std::string::npos && mentions(before, "kps")) return true;
    const bool cancer = tests_.find("other_cancer") != std::string::npos && !statements_.empty();
    return cancer && std::any_of(before.begin(), before.end(), [](const Piece& piece) {
             return piece.text.find("gleason") != std::string::npos ||
                    piece.text.find("psa") != std::string::npos;
           });
  }

  std::string missing_figure() const {
    if (tests_.find("dose(") != std::string::npos || tests_.find("steroid(") != std::string::npos)
      return ""; // converted to prednisone
    int depth = 0;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const Piece& piece = pieces_[i];
      depth += piece.tag == "(" ? 1 : piece.tag == ")" ? -1 : 0;
      const bool bound = piece.kind == PieceKind::number &&
                         (!piece.unit.empty() || (depth == 0 && i > 0 && compares(pieces_[i - 1])));
      const bool of_grade =
          (i > 0 && pieces_[i - 1].tag == "grade") || (i > 1 && pieces_[i - 2].tag == "grade");
      if (of_grade && piece.kind == PieceKind::number) continue; // "grade <= 1" bars grade 2
      if (says_in_other_words(i)) continue;
      if (!bound && piece.kind != PieceKind::period) continue;
      std::string number = number_text(piece.value);
      if (piece.kind == PieceKind::period) {
        number = period_text(piece.value, piece.period);
        number = number.substr(0, number.find(' '));
        const bool of_urine =
            piece.period == PeriodUnit::hours && piece.value == 24 && tests_.find("24h") != std::string::npos;
        if (of_urine) continue;
      }
      const bool share = piece.unit == "%" && tests_.find("kps") == std::string::npos;
      if (share && !says_share(number) && !says_again(pieces_, i)) return piece.text;
      if (!said(number) && !said(number_text(piece.value)) && !says_again(pieces_, i)) return piece.text;
    }
    return "";
  }

  bool missing_exception() const {
    if (!statements_.empty() || tests_.find("steroid") != std::string::npos) return false; // inhaled ones
    const auto has = [&](const char* word) { return whole_.find(word) != std::string::npos; };
    const bool range = tests_.find(" in ") != std::string::npos; // "at least 2 but no more than 3"
    if (mentions_any(pieces_, {"except", "unless"}) || (!range && mentions(pieces_, "however")))
      return !has("except ") && !has(" or ") && !has("if ") && !has("gilbert");
    return mentions(pieces_, "provided") && !has(" and ") && !has("if ") && !has(" or ");
  }

  bool missing_not() const {
    if (!statements_.empty() || whole_.find("not ") != std::string::npos) return false;
    if (whole_.find("washout(") != std::string::npos) return false; // none so near
    if (whole_.find("negative") != std::string::npos || whole_.find("[no ") != std::string::npos ||
        whole_.find("; no ") != std::string::npos)
      return false;
    int depth = 0;
    for (const Piece& piece : pieces_) {
      depth += piece.tag == "(" ? 1 : piece.tag == ")" ? -1 : 0;
      if (piece.tag == "not" && depth == 0) return true;
    }
    return false;
  }

  bool mixes_sexes() const {
    const auto figures = std::count_if(pieces_.begin(), pieces_.end(), [](const Piece& piece) {
      return piece.kind == PieceKind::number && !piece.unit.empty();
    });
    return figures > 1 && mentions(pieces_, "male") && mentions(pieces_, "female") &&
           whole_.find("sex is") == std::string::npos;
  }

  bool torn_statement() const {
    int depth = 0;
    for (const char c : statements_) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0 || (c == '\n' && depth != 0)) return true;
    }
    return statements_.find("whichever") != std::string::npos;
  }

  std::span<const Piece> pieces_;
  bool bars_;
  std::string whole_, tests_, statements_;
};

} // namespace

std::string left_out(std::span<const Piece> pieces, const Expression& rule, bool bars) {
  return Check(pieces, rule, bars).run();
}

} // namespace cartwright::drafting
