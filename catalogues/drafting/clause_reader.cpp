#include "catalogues/drafting/clause_reader.hpp"

#include <algorithm>

#include "catalogues/drafting/references.hpp"
#include "catalogues/drafting/remarks.hpp"

namespace cartwright::drafting {

namespace {

class Sentence {
public:
  Sentence(std::span<const Piece> pieces, Context context, const Vocabulary& vocabulary)
      : cursor_(pieces, vocabulary), context_(std::move(context)) {}

  std::optional<Element> read() {
    if (joins_two_bars()) return std::nullopt;
    skip_lead();
    read_leading_window();
    find_tail_window();
    skip_person();
    if (cursor_.at("not")) {
      if (context_.exclusion)
        return std::nullopt; // a demand among the bars, or a slip: a person has to see it
      cursor_.skip({"not"});
      context_.negated = true;
      skip_lead();
    }
    if (!read_members()) return std::nullopt;
    while (restricts_last_member())
      if (!read_members()) return std::nullopt;
    Element out = joined();
    if (context_.negated) out.rule = not_of(std::move(out.rule));
    if (!cursor_.done() && !take_tail(out)) return std::nullopt;
    out.confidence -= penalty_;
    return out;
  }

private:
  struct Member {
    Expression rule;
    bool condition = false;
  };

  /// "a transplant within 6 months and have active GVHD": both together, not each.
  bool joins_two_bars() const {
    const std::span<const Piece> pieces = cursor_.pieces();
    return context_.exclusion && std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
             return piece.tag == "and" && (piece.text == "and have" || piece.text == "and has");
           });
  }

  /// "Within 2 weeks before infusion, no antibody".
  void read_leading_window() {
    if (context_.exclusion) return read_list_window();
    const std::size_t start = cursor_.place();
    const auto window = read_window(cursor_);
    cursor_.skip({",", ":"});
    if (window && cursor_.at("not") && !context_.exclusion)
      context_.window = window;
    else
      cursor_.back_to(start);
  }

  /// "Any of the following cardiac diseases within the past 6 months: ...".
  void read_list_window() {
    constexpr std::size_t longest_lead = 16;
    const std::span<const Piece> rest = cursor_.rest();
    std::size_t colon = 0;
    while (colon < rest.size() && colon < longest_lead && rest[colon].tag != ":")
      ++colon;
    const bool list = colon > 1 && colon < rest.size() && rest[colon].tag == ":" &&
                      std::any_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(colon),
                                  [](const Piece& piece) { return piece.text == "following"; });
    if (!list) return;
    for (std::size_t i = 0; i < colon; ++i) {
      Cursor probe(rest.first(colon).subspan(i), cursor_.vocabulary());
      const auto window = read_window(probe);
      if (!window || !probe.done()) continue;
      context_.window = window;
      cursor_.back_to(cursor_.place() + colon + 1);
      return;
    }
  }

  /// A bar with one window, at its very end.
  void find_tail_window() {
    Cursor probe = cursor_;
    std::optional<Window> found;
    std::size_t count = 0, end = 0;
    bool lasting = false; ///< "for 3 days" is no age of a sample
    while (!probe.done()) {
      const bool lasts = probe.at("for");
      if (probe.at("(")) { // what is said there is not said of the whole
        while (!probe.done() && !probe.at(")"))
          probe.step();
      } else if (auto window = read_window(probe)) {
        found = window;
        lasting = lasts;
        end = probe.place();
        ++count;
      } else {
        probe.step();
      }
    }
    if (count != 1 || found->later || !only_reference(cursor_.pieces().subspan(end))) return;
    if (context_.bars())
      context_.tail_window = found;
    else if (!lasting &&
             !mentions_any(cursor_.pieces(),
                           {"not", "transfusion", "growth_factor", "g_csf", "support", "epo", "red_cell"}) &&
             found->period.find("half") == std::string::npos && context_.sample_window.empty())
      context_.sample_window = found->period;
  }

  /// "Females must not be pregnant", "males, or females who are not pregnant".
  void skip_person() {
    const std::size_t start = cursor_.place();
    cursor_.skip({"female", "male", "or", "which", "including"});
    if (!cursor_.at("not")) cursor_.back_to(start);
  }

  /// "any of the following:" at the beginning; the lists themselves stand behind.
  bool at_following() const {
    const bool either = cursor_.at("either") && cursor_.peek(1).text == "following";
    return either || (cursor_.peek().text == "following" && cursor_.at(":", 1));
  }

  void skip_lead() {
    if (cursor_.at("known") && cursor_.at(",", 1))
      cursor_.back_to(cursor_.place() + 2); // "Known, current ..."
    if (cursor_.at("reference") && cursor_.at_number(1) && cursor_.peek().text.starts_with("criteri"))
      cursor_.back_to(cursor_.place() + 2); // "Criteria 1 ..."
    if (cursor_.at(":", 1) && cursor_.peek().kind == PieceKind::word && cursor_.peek(2).concepts.size() == 1)
      cursor_.step(); // "Coagulation: INR ..."
    while (cursor_.at_any({":", ",", ".", "-", "which", "and", "or", ";", "+", "*", "/", "with"}) ||
           cursor_.at_word("note") || at_following())
      cursor_.step();
  }

  /// Elements with what joins them.
  bool read_members() {
    std::size_t end = cursor_.place();
    while (true) {
      std::size_t before = cursor_.place();
      if (!members_.empty() && !read_joint()) break;
      if (cursor_.done()) {
        end = before;
        break;
      }
      auto element = read_part();
      if (!element && !members_.empty() && only_reference(cursor_.rest()))
        break; // "and before the first dose"
      if (!element && !members_.empty()) element = unknown_member();
      if (!element) {
        cursor_.back_to(before);
        break;
      }
      confidence_ = members_.empty() ? element->confidence : std::min(confidence_, element->confidence);
      ors_ = ors_ || joint_or_;
      ands_ = ands_ || joint_and_;
      members_.push_back({std::move(element->rule), false});
      end = cursor_.place();
    }
    cursor_.back_to(std::min(end, cursor_.pieces().size()));
    return !members_.empty() && std::any_of(members_.begin(), members_.end(),
                                            [](const Member& member) { return has_test(member.rule); });
  }

  /// One member, with a "no" of its own.
  std::optional<Element> read_part() {
    if (context_.exclusion || !cursor_.at("not")) return read_element(cursor_, context_);
    const std::size_t start = cursor_.place();
    cursor_.skip({"not"});
    if (context_.negated) return read_element(cursor_, context_); // "no A, no B"
    Context bar = context_;
    bar.negated = true;
    auto element = read_element(cursor_, bar);
    if (!element) {
      cursor_.back_to(start);
      return std::nullopt;
    }
    element->rule = not_of(std::move(element->rule));
    return element;
  }

  /// "myeloma with at least 3 prior lines", "adults who have a diagnosis of": one thing more that is asked.
  bool read_clause_link() {
    static constexpr Topic clauses[] = {read_lines, read_disease, read_refractory, read_exposure,
                                        read_response};
    if (context_.bars() || !cursor_.at_any({"with", "which", "after", "received"})) return false;
    const std::size_t start = cursor_.place();
    cursor_.skip({"with", "which", "after", "known"});
    for (const Topic clause : clauses) {
      Cursor probe = cursor_;
      if (clause(probe, context_)) return true;
    }
    cursor_.back_to(start);
    return false;
  }

  bool read_joint() {
    joint_or_ = joint_and_ = false;
    if (read_clause_link()) return joint_and_ = true;
    bool joined = false;
    while (cursor_.at_any({",", ";", "and", "or", "/", ".", "both", "either", "which"})) {
      joint_or_ = joint_or_ || cursor_.at("or") || cursor_.at("/");
      joint_and_ = joint_and_ || cursor_.at("and");
      joined = joined || !cursor_.at("which");
      cursor_.step();
    }
    return joined;
  }

  /// What stands in parentheses here goes together; otherwise one piece.
  std::size_t whole_parenthesis() const {
    int depth = 0;
    for (std::size_t by = 0; by < cursor_.left(); ++by) {
      depth += cursor_.at("(", by) ? 1 : cursor_.at(")", by) ? -1 : 0;
      if (depth <= 0) return by + 1;
    }
    return 1;
  }

  /// Something between two joints that no topic reads: kept as a statement.
  std::optional<Element> unknown_member() {
    const std::size_t start = cursor_.place();
    std::size_t words = 0;
    if (cursor_.at_any({"by_definition", "within", "before", "by", "during"}))
      return std::nullopt; // how or when it is found, not one more
    while (!cursor_.done() && !cursor_.at_any({",", ";", "."}) && !(context_.bars() && cursor_.at("or")) &&
           !(!context_.bars() && cursor_.at("and"))) {
      if (cursor_.at_any({"except", "unless", "allowed", "provided", "excluded", "however"})) break;
      ++words;
      cursor_.back_to(cursor_.place() + whole_parenthesis());
    }
    const std::span<const Piece> said = cursor_.pieces().subspan(start, cursor_.place() - start);
    const bool how = mentions_any(said, {"fridericia", "cockcroft_gault", "mdrd", "ckd_epi"}) &&
                     !mentions_any(said, {">", ">=", "<", "<="}); // "the interval is calculated by ..."
    if (words == 0 || words > 25 || how) {
      cursor_.back_to(start);
      return std::nullopt;
    }
    penalty_ += 0.05;
    const bool person =
        mentions_any(said, {"opinion", "interfere", "consent", "comply", "contraception", "life_expectancy"});
    return Element{person ? judged(words_of(said)) : unread(words_of(said)), 0.8};
  }

  Element joined() {
    std::vector<Expression> parts;
    for (Member& member : members_)
      parts.push_back(std::move(member.rule));
    if (parts.size() == 1) return {std::move(parts.front()), confidence_};
    if (context_.bars()) spread_washout(parts);
    if (context_.bars()) {
      if (ands_ && ors_)
        penalty_ += 0.1;
      else if (ands_)
        penalty_ += 0.05;
      return {any_of(std::move(parts)), confidence_};
    }
    if (ands_ && ors_) {
      penalty_ += 0.5;
      return {all_of(std::move(parts)), confidence_};
    }
    const bool elapsed = ors_ && std::any_of(parts.begin(), parts.end(), [](const Expression& part) {
                           return part.kind == ExpressionKind::test && part.text.starts_with("washout(");
                         });
    if (elapsed) penalty_ += 0.5; // "8 weeks from A or B" asks for both
    return {ors_ ? any_of(std::move(parts)) : all_of(std::move(parts)), confidence_};
  }

  /// The window at the end is one that was read already.
  std::span<const Piece> without_window(std::span<const Piece> tail) const {
    if (context_.sample_window.empty() && !context_.tail_window) return tail;
    for (std::size_t i = 0; i < tail.size(); ++i) {
      Cursor probe(tail.subspan(i), cursor_.vocabulary());
      if (read_window(probe) && only_reference(probe.rest())) return tail.first(i);
    }
    return tail;
  }

  /// "that required steroids or current pneumonitis": one more thing to evaluate stands in what would be a
  /// remark.
  bool hides_member(std::span<const Piece> tail) const { return hidden_joint(tail) > 0; }

  /// "pneumonitis that required steroids | or current pneumonitis": what stands between belongs to the last
  /// member, and the list goes on.
  bool restricts_last_member() {
    static constexpr std::string_view links[] = {"which", "with",   "requiring", "due",
                                                 "for",   "during", "after"};
    const std::span<const Piece> tail = cursor_.rest();
    const std::size_t joint = context_.exclusion && !context_.negated ? hidden_joint(tail) : 0;
    if (joint == 0 || std::find(std::begin(links), std::end(links), tail.front().tag) == std::end(links))
      return false;
    const std::span<const Piece> between = tail.first(joint);
    if (between.size() < 2 || dangerous(between) || mentions_any(between, {"or", ";"})) return false;
    Expression& last = members_.back().rule;
    last = all_of({std::move(last), unread(words_of(between))});
    penalty_ += 0.1;
    cursor_.back_to(cursor_.place() + joint);
    return true;
  }

  /// Where the joint before such a member stands; 0 without one.
  std::size_t hidden_joint(std::span<const Piece> tail) const {
    int depth = 0;
    for (std::size_t i = 0; i + 1 < tail.size(); ++i) {
      depth += tail[i].tag == "(" ? 1 : tail[i].tag == ")" ? -1 : 0;
      const bool joint = tail[i].tag == (context_.bars() ? "or" : "and");
      if (depth > 0 || i == 0 || !joint) continue;
      Cursor probe(tail.subspan(i + 1), cursor_.vocabulary());
      probe.skip({"known", "which", "received"});
      if (reads_as_rule(probe, context_)) return i;
    }
    return 0;
  }

  /// "COPD with an FEV1 < 50 %", "a transplant with active GVHD": both together.
  bool take_accompanying(Element& out) {
    if (!context_.bars()) return false;
    const std::size_t start = cursor_.place();
    cursor_.step();
    auto more = read_element(cursor_, context_);
    if (more && has_test(more->rule) && !has_statement(more->rule) && only_reference(cursor_.rest())) {
      out.rule = all_of({std::move(out.rule), std::move(more->rule)});
      penalty_ += 0.05;
      cursor_.back_to(cursor_.pieces().size());
      return true;
    }
    cursor_.back_to(start);
    return false;
  }

  /// What is left behind the members: a reference, a restriction, an exception, more of the list.
  bool take_tail(Element& out) {
    const std::span<const Piece> tail = cursor_.rest();
    if (only_reference(tail)) return true;
    const std::string words = words_of(tail);
    std::size_t first = 0;
    while (first < tail.size() &&
           (tail[first].tag == "," || tail[first].tag == "." || tail[first].tag == ";"))
      ++first;
    if (first == tail.size()) return true;
    if (only_says_for_myeloma(tail.subspan(first), cursor_.vocabulary())) return true;
    const std::string& tag = tail[first].tag;
    const bool alternative = tag == "(" && first + 1 < tail.size() && tail[first + 1].tag == "or";
    const bool drugs = std::any_of(tail.begin(), tail.end(), [&](const Piece& piece) {
      const Cursor here(std::span(&piece, 1), cursor_.vocabulary());
      return here.concept_here(ConceptKind::agent) || here.concept_here(ConceptKind::drug_class);
    });
    if (tag == "(" && tail.back().tag == ")" && !dangerous(tail) && !alternative &&
        !(drugs && mentions(tail, "including") && !context_.exclusion)) {
      penalty_ += 0.1;
      return true;
    }
    const bool allows = tag == "(" && tail.back().tag == ")" && !context_.exclusion &&
                        mentions(tail, "allowed") &&
                        !mentions_any(tail, {"except", "unless", "provided", "not", "excluded"});
    if (allows) { // "(earlier BCMA therapy allowed)" asks for nothing
      penalty_ += 0.05;
      return true;
    }
    if (tag == "(" && !context_.exclusion && tail.back().tag != ")" && mentions(tail, "and")) return false;
    if (tag == "by_definition" && (only_names(tail) || only_names(without_window(tail)))) {
      penalty_ += 0.03;
      return true;
    }
    if (hides_member(tail) || holds_alternative(tail, context_.bars())) return false;
    if (!context_.exclusion && (tag == "excluded" || tag == "allowed")) return false;
    if (tag == "such_as" && context_.exclusion && !dangerous(tail)) { // examples of what was read
      penalty_ += 0.05;
      return true;
    }
    if (tag == "during" && !context_.exclusion && mentions(cursor_.pieces(), "lactating")) return false;
    if (context_.exclusion && tag == "or" && mentions_any(tail, {"unless", "except"})) return false;
    if (tag == "for" && first + 1 < tail.size() && tail[first + 1].tag == "or")
      return false; // "for or against"
    if (tag == "with" && members_.size() == 1 && take_accompanying(out)) return true;
    const bool person = mentions_any(tail, {"opinion", "interfere", "comply", "consent"});
    Expression said = person ? judged(words) : unread(words);
    const bool other_bound = !context_.exclusion && tag == "(" && tail.back().tag == ")" &&
                             mentions_any(tail, {">", ">=", "<", "<="}) &&
                             mentions_any(tail, {"for", "provided", "with"}); // "(<= 5 x ULN for ...)"
    const bool exception = other_bound || tag == "except" || tag == "unless" || tag == "however" ||
                           tag == "allowed" ||
                           (tag == "(" && mentions_any(tail, {"except", "unless", "allowed"})) ||
                           mentions_any(tail, {"allowed"});
    static constexpr std::string_view restricting[] = {
        "which",   "provided",  "with",          "requiring", "due",        "for",    "by",
        "opinion", "interfere", "by_definition", "during",    "after",      "before", "(",
        "within",  "to",        "despite",       "such_as",   "including",  "from",   "not",
        "comply",  "treatment", "received",      "than",      "significant"};
    const bool restriction =
        std::find(std::begin(restricting), std::end(restricting), tag) != std::end(restricting);
    if (!exception && !restriction && tag != "or" && tag != "and" && !only_adds(tail, cursor_.vocabulary()))
      return false;
    if ((tag == "or" || alternative) && !exception)
      out.rule = any_of({std::move(out.rule), std::move(said)});
    else if (tag == "and" && context_.bars() && !exception)
      out.rule = any_of({std::move(out.rule), std::move(said)});
    else if (exception && !context_.exclusion)
      out.rule = any_of({std::move(out.rule), std::move(said)});
    else if (context_.exclusion && (tag == "requiring" || (tag == "(" && exception)) &&
             out.rule.kind == ExpressionKind::any)
      out.rule.parts.back() =
          all_of({std::move(out.rule.parts.back()), std::move(said)}); // of the last alone
    else if (context_.negated && !context_.exclusion && (tag == "which" || tag == "requiring"))
      out.rule = any_of({std::move(out.rule), not_of(std::move(said))}); // no infection that needs treatment
    else
      out.rule = all_of({std::move(out.rule), std::move(said)});
    penalty_ += exception ? 0.15 : 0.2;
    cursor_.back_to(cursor_.place() + tail.size());
    return true;
  }

  Cursor cursor_;
  Context context_;
  std::vector<Member> members_;
  double confidence_ = 0;
  double penalty_ = 0;
  bool joint_or_ = false, joint_and_ = false, ors_ = false, ands_ = false;
};

} // namespace

std::optional<Element> read_clauses(std::span<const Piece> pieces, const Context& context,
                                    const Vocabulary& vocabulary) {
  return Sentence(pieces, context, vocabulary).read();
}

} // namespace cartwright::drafting
