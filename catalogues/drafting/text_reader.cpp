#include "catalogues/drafting/text_reader.hpp"

#include <algorithm>

#include "catalogues/drafting/alternatives.hpp"
#include "catalogues/drafting/headings.hpp"
#include "catalogues/drafting/passages.hpp"
#include "catalogues/drafting/sentences.hpp"

namespace cartwright::drafting {

namespace {

DraftState state_of(ReadingKind kind) {
  switch (kind) {
  case ReadingKind::rule:
    return DraftState::rule;
  case ReadingKind::judgement:
    return DraftState::judgement;
  case ReadingKind::not_public:
    return DraftState::not_public;
  case ReadingKind::allowance:
  case ReadingKind::note:
    return DraftState::note;
  case ReadingKind::not_understood:
    return DraftState::not_evaluated;
  }
  return DraftState::not_evaluated;
}

/// How the children of a lead belong together.
enum class Group : std::uint8_t { each, any, exceptions };

class Text {
public:
  Text(std::string_view text, const Lexicon& lexicon)
      : text_(text), lexicon_(lexicon), passages_(passages_of(text)), taken_(passages_.size()) {
    children_.resize(passages_.size());
    for (std::size_t i = 0; i < passages_.size(); ++i)
      adopt_findings(i);
    for (std::size_t i = 0; i < passages_.size(); ++i)
      if (passages_[i].parent != no_passage)
        children_[static_cast<std::size_t>(passages_[i].parent)].push_back(i);
  }

  std::vector<DraftedItem> run() {
    std::vector<Context> contexts(passages_.size());
    for (std::size_t i = 0; i < passages_.size(); ++i) {
      if (taken_[i]) continue;
      const Passage& passage = passages_[i];
      Context context;
      if (passage.parent != no_passage) context = contexts[static_cast<std::size_t>(passage.parent)];
      context.exclusion = passage.section == Section::exclusion;
      if (passage.heading) {
        add(passage, DraftState::heading, passage.span);
      } else if (passage.donor) {
        add(passage, DraftState::not_evaluated, passage.span).reason =
            "about donors or others than the patient";
      } else if (is_lead(i)) {
        read_lead(i, context);
      } else if (const std::size_t run = findings_from(i); run > 1) {
        read_findings(i, run, context);
      } else {
        read_sentences(i, context);
      }
      contexts[i] = std::move(context);
    }
    return std::move(items_);
  }

private:
  DraftedCriterion& add(const Passage& passage, DraftState state, Span span) {
    DraftedItem item;
    item.drafted.kind =
        passage.section == Section::exclusion ? CriterionKind::exclusion : CriterionKind::inclusion;
    item.drafted.state = state;
    item.drafted.span = span;
    if (passage.scope != no_passage && !passage.heading)
      item.drafted.scope = passages_[static_cast<std::size_t>(passage.scope)].span;
    items_.push_back(std::move(item));
    return items_.back().drafted;
  }

  std::vector<Piece> pieces_in(Span span) const { return pieces_of(text_, tokens_of(text_, span), lexicon_); }

  /// The passages from here on that are findings of measurable disease, one bullet each, side by side.
  std::size_t findings_from(std::size_t i) const {
    std::size_t run = 0;
    for (std::size_t j = i; j < passages_.size(); ++j, ++run) {
      const Passage& passage = passages_[j];
      if (passage.heading || passage.donor || passage.section == Section::exclusion ||
          passage.parent != passages_[i].parent || taken_[j] || passage.has_children)
        break;
      const auto pieces = pieces_in(passage.span);
      if (!(run == 0 ? is_finding(pieces, lexicon_.vocabulary())
                     : goes_on_findings(pieces, lexicon_.vocabulary())))
        break;
    }
    return run;
  }

  /// "Measurable disease, at least one of the following:" with its list at the same depth as itself.
  void adopt_findings(std::size_t i) {
    const Passage& lead = passages_[i];
    const std::string_view words = text_.substr(lead.span.begin, lead.span.size());
    if (lead.heading || lead.has_children || lead.section == Section::exclusion || !words.ends_with(':'))
      return;
    if (!mentions(pieces_in(lead.span), "measurable") || i + 1 >= passages_.size()) return;
    if (passages_[i + 1].parent != lead.parent) return;
    const std::size_t run = findings_from(i + 1);
    for (std::size_t j = i + 1; j <= i + run; ++j) {
      passages_[j].parent = static_cast<std::int32_t>(i);
      passages_[i].has_children = true;
    }
  }

  void read_findings(std::size_t i, std::size_t run, const Context& context) {
    std::vector<Piece> pieces;
    for (std::size_t j = i; j < i + run; ++j) {
      add_with_stop(passages_[j].span, pieces);
      taken_[j] = true;
    }
    const Span span{passages_[i].span.begin, passages_[i + run - 1].span.end};
    push(passages_[i], span, read_sentence(pieces, context, lexicon_.vocabulary()));
  }

  bool is_lead(std::size_t i) const {
    if (children_[i].empty()) return false;
    const std::string_view words = text_.substr(passages_[i].span.begin, passages_[i].span.size());
    return words.ends_with(':') || words.ends_with(":.") ||
           words.find("following") != std::string_view::npos || words.find("below") != std::string_view::npos;
  }

  Group group_of(std::span<const Piece> lead, bool exclusion) const {
    std::size_t from = lead.size() > 8 ? lead.size() - 8 : 0;
    for (std::size_t i = from; i + 2 < lead.size(); ++i)
      if (lead[i].tag == ".") from = i + 1; // what an earlier sentence says is not said of the list
    const std::span<const Piece> end = lead.subspan(from);
    if (mentions_any(end, {"except", "unless"}) || (mentions(end, "provided") && exclusion))
      return Group::exceptions;
    if (exclusion) return Group::each;
    if (mentions_any(lead, {"either", "measurable"})) return Group::any;
    return Group::each;
  }

  Span whole(std::size_t i) const {
    Span out = passages_[i].span;
    for (const std::size_t child : children_[i])
      out.end = std::max(out.end, whole(child).end);
    return out;
  }

  void take(std::size_t i) {
    for (const std::size_t child : children_[i]) {
      taken_[child] = true;
      take(child);
    }
  }

  /// All pieces of the children, a semicolon after each.
  void collect(std::size_t i, std::vector<Piece>& out) const {
    for (const std::size_t child : children_[i]) {
      add_with_stop(passages_[child].span, out);
      collect(child, out);
    }
  }

  void add_with_stop(Span span, std::vector<Piece>& out) const {
    Piece stop;
    stop.kind = PieceKind::tag;
    stop.tag = stop.text = ";";
    out.push_back(stop);
    const auto own = pieces_in(span);
    out.insert(out.end(), own.begin(), own.end());
  }

  void read_lead(std::size_t i, Context& context) {
    const Passage& passage = passages_[i];
    std::vector<Piece> lead = pieces_in(passage.span);
    if (mentions(lead, "allowed") && mentions(lead, "provided"))
      return leave(i, "allowed under conditions of its own");
    if (asks_for_some(lead)) return leave(i, "some of several conditions, not each of them");
    const Group group =
        all_findings(i) && !context.exclusion ? Group::any : group_of(lead, context.exclusion);
    if (group == Group::any && read_any_of(i, lead, context)) return;
    if (group == Group::any &&
        mentions(lead, "measurable")) { // one of several findings: each alone would ask too much
      return leave(i, "one of several findings that are not all understood");
    }
    if (group == Group::exceptions) {
      read_with_exceptions(i, lead, context);
      return;
    }
    // What the lead says once for all its children.
    Cursor cursor(lead, lexicon_.vocabulary());
    for (; !cursor.done(); cursor.step())
      if (const auto window = read_window(cursor)) {
        if (context.exclusion)
          context.window = window;
        else if (window->period.find("half") == std::string::npos)
          context.sample_window = window->period;
        break;
      }
    const bool introduces =
        mentions_any(lead, {"organ_function", "adequate", "either", "including", "such_as"}) ||
        lead.size() < 6 || context.exclusion;
    if (!introduces) {
      const Reading reading = read_sentence(without_introduction(lead), context, lexicon_.vocabulary());
      if (reading.kind == ReadingKind::rule && reading.confidence >= 0.75) {
        push(passage, passage.span, reading);
        return;
      }
    }
    add(passage, DraftState::heading, passage.span);
  }

  /// The lead with its whole list as text.
  void leave(std::size_t i, const char* reason) {
    add(passages_[i], DraftState::not_evaluated, whole(i)).reason = reason;
    take(i);
  }

  bool all_findings(std::size_t i) const {
    return children_[i].size() > 1 &&
           std::all_of(children_[i].begin(), children_[i].end(), [&](std::size_t child) {
             return is_finding(pieces_in(passages_[child].span), lexicon_.vocabulary());
           });
  }

  /// "relapsed myeloma, defined as one of the following:" without what leads on.
  static std::span<const Piece> without_introduction(std::span<const Piece> lead) {
    for (std::size_t k = 0; k < lead.size(); ++k)
      if (lead[k].tag == "by_definition" || lead[k].tag == "either" || lead[k].text == "following")
        return lead.first(k);
    return lead;
  }

  bool read_any_of(std::size_t i, const std::vector<Piece>& lead, const Context& context) {
    const Passage& passage = passages_[i];
    if (mentions(lead, "measurable")) {
      std::vector<Piece> pieces = lead;
      collect(i, pieces);
      const Reading reading = read_sentence(pieces, context, lexicon_.vocabulary());
      if (reading.kind != ReadingKind::rule) return false;
      push(passage, whole(i), reading);
      take(i);
      return true;
    }
    std::vector<Expression> parts;
    double confidence = 0.9;
    for (const std::size_t child : children_[i]) {
      std::vector<Piece> pieces = pieces_in(passages_[child].span);
      collect(child, pieces);
      Reading reading = read_sentence(pieces, context, lexicon_.vocabulary());
      if (reading.kind == ReadingKind::note || reading.kind == ReadingKind::allowance) continue;
      confidence = std::min(confidence, reading.kind == ReadingKind::rule ? reading.confidence : 0.7);
      parts.push_back(std::move(reading.rule));
    }
    if (parts.empty() || std::none_of(parts.begin(), parts.end(), has_test)) return false;
    const bool another_list = std::any_of(parts.begin(), parts.end(), [](const Expression& part) {
      return part.kind == ExpressionKind::test && part.text.starts_with("ecog");
    }); // what everybody is asked is no alternative
    if (another_list) return false;
    Expression rule = any_of(std::move(parts));
    Reading own = read_sentence(without_introduction(lead), context, lexicon_.vocabulary());
    if (own.kind == ReadingKind::rule) rule = all_of({std::move(own.rule), std::move(rule)});
    Reading reading;
    reading.kind = ReadingKind::rule;
    reading.rule = std::move(rule);
    reading.confidence = confidence;
    push(passage, whole(i), reading);
    take(i);
    return true;
  }

  void read_with_exceptions(std::size_t i, const std::vector<Piece>& lead, const Context& context) {
    std::span<const Piece> main = lead;
    for (std::size_t k = lead.size(); k > 0; --k)
      if (lead[k - 1].tag == "except" || lead[k - 1].tag == "unless" || lead[k - 1].tag == "provided")
        main = std::span(lead).first(k - 1);
    Reading reading = read_sentence(main, context, lexicon_.vocabulary());
    if (reading.kind == ReadingKind::rule) {
      Expression exception = judged("none of the listed exceptions applies");
      reading.rule = context.exclusion
                         ? all_of({std::move(reading.rule), std::move(exception)})
                         : any_of({std::move(reading.rule), judged("one of the listed exceptions applies")});
      reading.confidence -= 0.1;
    }
    push(passages_[i], whole(i), reading);
    take(i);
  }

  void push(const Passage& passage, Span span, const Reading& reading) {
    DraftedCriterion& drafted = add(passage, state_of(reading.kind), span);
    drafted.confidence = reading.kind == ReadingKind::rule ? reading.confidence : 0;
    drafted.reason = reading.reason;
    items_.back().rule = reading.rule;
  }

  void read_sentences(std::size_t i, const Context& context) {
    const Passage& passage = passages_[i];
    Span span = passage.span;
    const Heading prefix = heading_of(text_.substr(span.begin, span.size()), true);
    std::optional<Span> scope;
    if (prefix.scope && prefix.bytes < span.size()) {
      scope = Span{span.begin, span.begin + prefix.bytes};
      add(passage, DraftState::heading, *scope);
      span.begin += prefix.bytes;
    }
    const std::size_t first = items_.size();
    for (const std::vector<Token>& sentence : sentences_of(tokens_of(text_, span))) {
      const Span own{sentence.front().span.begin, sentence.back().span.end};
      const std::vector<Piece> pieces = pieces_of(text_, sentence, lexicon_);
      Reading reading = read_sentence(pieces, context, lexicon_.vocabulary());
      if (reading.kind == ReadingKind::rule && text_[own.end - 1] == ':' && mentions(pieces, "measurable"))
        reading = {ReadingKind::not_understood, unread(words_of(pieces)), 0, "leads a list"};
      if (items_.size() > first && joins_previous(reading, pieces, context)) {
        items_.back().drafted.span.end = own.end;
        continue;
      }
      push(passage, own, reading);
      if (scope) items_.back().drafted.scope = scope;
    }
  }

  /// Explanations and exceptions belong to the item before them.
  bool joins_previous(const Reading& reading, const std::vector<Piece>& pieces, const Context& context) {
    DraftedItem& before = items_.back();
    if (reading.kind == ReadingKind::note) return true;
    const bool exception =
        reading.kind == ReadingKind::allowance ||
        (!pieces.empty() && (pieces.front().tag == "except" || pieces.front().tag == "however"));
    if (!exception) return false;
    if (before.drafted.state != DraftState::rule)
      return reading.kind == ReadingKind::allowance && context.exclusion;
    if (!context.exclusion && reading.kind == ReadingKind::allowance && pieces.front().tag != "however" &&
        pieces.front().tag != "except")
      return false;
    if (reread_with(before, pieces, reading.kind == ReadingKind::allowance, context)) return true;
    Expression said = unread(words_of(pieces));
    before.rule = context.exclusion ? all_of({std::move(before.rule), std::move(said)})
                                    : any_of({std::move(before.rule), std::move(said)});
    before.drafted.confidence -= 0.15;
    return true;
  }

  /// An exception in a sentence of its own, read together with the sentence that it belongs to.
  bool reread_with(DraftedItem& before, const std::vector<Piece>& pieces, bool allowance,
                   const Context& context) const {
    std::vector<Piece> both = pieces_in(before.drafted.span);
    while (!both.empty() && (both.back().tag == "." || both.back().tag == ";"))
      both.pop_back();
    if (!mentions(both, "malignancy")) return false;
    Piece link;
    link.kind = PieceKind::tag;
    link.tag = link.text = allowance ? "except" : ",";
    both.push_back(link);
    for (const Piece& piece : pieces)
      if (piece.tag != "allowed" && piece.tag != ".") both.push_back(piece);
    const Reading reading = read_sentence(both, context, lexicon_.vocabulary());
    if (reading.kind != ReadingKind::rule) return false;
    before.rule = reading.rule;
    before.drafted.confidence = reading.confidence;
    return true;
  }

  std::string_view text_;
  const Lexicon& lexicon_;
  std::vector<Passage> passages_;
  std::vector<char> taken_;
  std::vector<std::vector<std::size_t>> children_;
  std::vector<DraftedItem> items_;
};

} // namespace

std::vector<DraftedItem> read_text(std::string_view text, const Lexicon& lexicon) {
  return Text(text, lexicon).run();
}

} // namespace cartwright::drafting
