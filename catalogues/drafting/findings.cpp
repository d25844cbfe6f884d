#include "catalogues/drafting/findings.hpp"

#include <algorithm>

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

namespace {

enum class Protein : std::uint8_t { none, serum, urine, light_chains, difference, marrow, lesion };

Dimension dimension_of(const std::string& unit) {
  const Unit* found = find_unit(unit);
  return found == nullptr ? Dimension::number : found->dimension;
}

class Findings {
public:
  explicit Findings(Cursor& cursor) : cursor_(cursor) {}

  /// All findings that follow, joined by "or"; what cannot be read among them stays as a statement.
  std::optional<Element> read() {
    while (!cursor_.done()) {
      if (cursor_.at_any({"or", "and", ",", ";", ":", "either", "(", ")", "by_definition", ".", "/", "both",
                          "such_as", "known", "which", "-", "+"})) {
        cursor_.step();
        continue;
      }
      if (cursor_.at_number() && cursor_.peek().unit.empty() && cursor_.at(")", 1)) { // "1) ... 2) ..."
        cursor_.step();
        continue;
      }
      if (isotype() || immunoglobulin() || ratio_first() || amount() || lesion() || marrow_cells() ||
          condition_words())
        continue;
      if (!found_.empty() && (cursor_.at_any({"except", "unless", "however", "allowed", "not", "excluded"}) ||
                              follows_other_topic()))
        break;
      if (found_.empty())
        ++before_;
      else
        unknown_.push_back(cursor_.peek());
      const bool figure = cursor_.at_number() && !cursor_.peek().unit.empty();
      cursor_.step();
      if (unknown_.size() > most_unknown || before_ > most_before || (found_.empty() && figure))
        return std::nullopt;
    }
    if (found_.empty()) return std::nullopt;
    const bool doubt = std::any_of(unknown_.begin(), unknown_.end(), [](const Piece& piece) {
      return piece.kind == PieceKind::number && !piece.unit.empty();
    });
    if (doubt) return std::nullopt;
    const double confidence = unknown_.empty() ? 0.95 : unknown_.size() < 4 ? 0.9 : 0.75;
    return Element{any_of(std::move(found_)), confidence};
  }

private:
  static constexpr std::size_t most_unknown = 14;
  static constexpr std::size_t most_before = 30; ///< words that lead to the first finding

  bool follows_other_topic() const { return cursor_.at_any({"ecog", "kps", "age", "life_expectancy"}); }

  /// "IgG myeloma: ..." holds until the next isotype.
  bool isotype() {
    static constexpr std::pair<std::string_view, std::string_view> isotypes[] = {
        {"igg", "IgG"}, {"iga", "IgA"}, {"igm", "IgM"}, {"igd", "IgD"}, {"ige", "IgE"}};
    std::vector<std::string> named;
    const std::size_t start = cursor_.place();
    while (true) {
      bool one = false;
      for (const auto& [tag, word] : isotypes)
        if (cursor_.accept(tag)) {
          named.emplace_back(word);
          one = true;
        }
      if (!one) break;
      while (cursor_.at_any({",", "or", "/", "and"}) &&
             cursor_.at_any({"igg", "iga", "igm", "igd", "ige", "or", "and"}, 1))
        cursor_.step();
    }
    if (named.empty()) {
      if (cursor_.accept("light_chain_disease")) {
        isotype_.clear();
        return true;
      }
      return false;
    }
    if (cursor_.at_concept("multiple_myeloma")) cursor_.step();
    (void)start;
    isotype_ = named;
    named_at_ = cursor_.place();
    return true;
  }

  Expression with_isotype(Expression finding) const {
    if (isotype_.empty()) return finding;
    std::string words;
    for (const std::string& each : isotype_)
      words += (words.empty() ? "" : " or ") + each;
    return all_of({test("isotype is " + words), std::move(finding)});
  }

  Protein protein_here() const {
    if (cursor_.at_concept("serum_m_protein")) return Protein::serum;
    if (cursor_.at_concept("urine_m_protein")) return Protein::urine;
    if (cursor_.at("dflc")) return Protein::difference;
    if (cursor_.at("flc")) return Protein::light_chains;
    return Protein::none;
  }

  void fillers() {
    while (cursor_.at_any({"serum_word", "urine_word", "electrophoresis", "excretion", "by_definition", ":",
                           "by", "measurable", "involvement", "during", "both", "either", "known"}) ||
           cursor_.at_word("in") || cursor_.at_word("m"))
      cursor_.step();
  }

  /// "for IgA myeloma: serum IgA above normal": no figure.
  bool immunoglobulin() {
    const std::size_t start = cursor_.place();
    if (isotype_.empty() || !(cursor_.at_concept("iga") || cursor_.at_concept("igd") ||
                              cursor_.at_concept("igg") || cursor_.at_concept("igm")))
      return false;
    cursor_.step();
    return bare_protein(start, Protein::serum, std::nullopt);
  }

  /// "serum M-protein >= 10 g/L" or "> 0.5 g/dL serum monoclonal protein".
  bool amount() {
    const std::size_t start = cursor_.place();
    bool serum = false, urine = false, electrophoresis = false;
    while (cursor_.at_any({"serum_word", "urine_word", "measurable", "electrophoresis", "abnormal"})) {
      electrophoresis = electrophoresis || cursor_.at("electrophoresis");
      serum = serum || cursor_.at("serum_word");
      urine = urine || cursor_.at("urine_word");
      cursor_.step();
    }
    Protein protein = protein_here();
    std::optional<Interval> interval;
    if (protein != Protein::none) {
      cursor_.step();
      aside();
      fillers();
      if (!cursor_.at_any({">", ">=", "<", "<=", "="}) && !cursor_.at_number()) {
        // "M-protein by serum electrophoresis of at least": a few words may lie between
        cursor_.skip({"(", ")", "reference", "which", ","});
        fillers();
      }
      interval = read_interval(cursor_);
    } else {
      interval = read_interval(cursor_);
      if (interval) {
        fillers();
        urine = urine || (cursor_.place() > 0 && cursor_.pieces()[cursor_.place() - 1].tag == "urine_word");
        protein = protein_here();
        if (protein != Protein::none)
          cursor_.step();
        else if (!isotype_.empty() && named_at_ + 3 >= start)
          protein = Protein::serum;
        else if (serum)
          protein = Protein::serum;
        else if (urine)
          protein = Protein::urine;
        else if (electrophoresis)
          protein = dimension_of(interval->unit) == Dimension::mass_rate
                        ? Protein::urine
                        : Protein::serum; // "SPEP >= 0.5 g/dL"
      }
    }
    const bool usable = interval && protein != Protein::none && interval->op != "=" && interval->op != "in" &&
                        !interval->unit.empty();
    if (!usable) return bare_protein(start, protein, interval);
    fix_rate(*interval);
    const bool day_before = start > 0 && cursor_.pieces()[start - 1].kind ==
                                             PieceKind::period; // "24 h urine M-protein >= 200 mg"
    if (protein == Protein::urine && day_before && (interval->unit == "mg" || interval->unit == "g"))
      interval->unit += "/24h";
    const bool rate = dimension_of(interval->unit) == Dimension::mass_rate;
    if (protein == Protein::serum && (rate || urine)) protein = Protein::urine;
    if (protein == Protein::urine && !rate) return cursor_.back_to(start), false;
    if (protein == Protein::serum && dimension_of(interval->unit) != Dimension::mass_concentration)
      return cursor_.back_to(start), false;
    equivalent();
    per_day();
    add_amount(protein, *interval);
    return true;
  }

  /// "IgD M-protein above the normal range": no figure.
  bool bare_protein(std::size_t start, Protein protein, const std::optional<Interval>& interval) {
    if (!interval && protein == Protein::serum && !isotype_.empty() &&
        cursor_.at_any({"positive", "normal_range", ">", "uln"})) {
      cursor_.skip({"positive", "normal_range", ">", "uln"});
      found_.push_back(with_isotype(unread("M-protein above the normal range")));
      return true;
    }
    cursor_.back_to(start);
    return false;
  }

  /// "200 mg" of urine in "200 mg in 24 hours" where the day stands behind.
  void fix_rate(Interval& interval) {
    if (interval.unit != "mg" && interval.unit != "g") return;
    const std::size_t start = cursor_.place();
    cursor_.skip(
        {"during", "by", "urine_word", "/", "within", "for", "excretion", "by_definition", "every", "a"});
    cursor_.accept_word("in");
    cursor_.accept_word("per");
    if (cursor_.at_period() && cursor_.peek().period == PeriodUnit::hours) {
      cursor_.step();
      interval.unit = interval.unit == "mg" ? "mg/24h" : "g/24h";
      cursor_.skip({"urine_word", "excretion"});
      return;
    }
    cursor_.back_to(start);
  }

  void per_day() {
    cursor_.skip(
        {"excretion", "urine_word", "electrophoresis", "by", "by_definition", "during", "serum_word"});
    cursor_.accept_word("in");
    if (cursor_.at_period() && cursor_.peek().period == PeriodUnit::hours) cursor_.step();
    cursor_.skip({"excretion", "electrophoresis"});
    aside();
  }

  void equivalent() {
    const std::size_t start = cursor_.place();
    cursor_.skip({"("});
    cursor_.accept("or");
    cursor_.skip({"by_definition"});
    const bool open = cursor_.place() > start && cursor_.pieces()[start].tag == "(";
    if (read_interval(cursor_) && open && cursor_.accept(")")) return;
    cursor_.back_to(start);
  }

  /// A parenthesis without figures: "(SPEP)", "(either kappa or lambda)".
  void aside() {
    while (cursor_.at("(")) {
      std::size_t end = 1;
      bool figures = false;
      while (end < cursor_.left() && !cursor_.at(")", end)) {
        figures = figures || cursor_.at_number(end);
        if (cursor_.at("(", end)) return;
        ++end;
      }
      if (figures || end >= cursor_.left() || end > 8) return;
      cursor_.back_to(cursor_.place() + end + 1);
    }
  }

  void add_amount(Protein protein, const Interval& interval) {
    switch (protein) {
    case Protein::serum:
      found_.push_back(with_isotype(test(comparison("serum_m_protein", interval))));
      break;
    case Protein::urine:
      found_.push_back(with_isotype(test(comparison("urine_m_protein", interval))));
      break;
    case Protein::difference:
      found_.push_back(test(comparison("dflc", interval)));
      break;
    default:
      add_light_chains(interval);
    }
  }

  void add_light_chains(const Interval& interval) {
    std::vector<Expression> parts = {test(comparison("involved_flc", interval))};
    if (ratio()) parts.push_back(test("flc_ratio is abnormal"));
    found_.push_back(all_of(std::move(parts)));
  }

  /// "and an abnormal kappa/lambda ratio (< 0.26 or > 1.65)", "provided the ratio is abnormal".
  bool ratio() {
    const std::size_t start = cursor_.place();
    bool abnormal = false, named = false;
    for (std::size_t i = 0; i < 24 && !cursor_.done(); ++i) {
      if (cursor_.at("abnormal"))
        abnormal = true;
      else if (cursor_.at("flc_ratio") || cursor_.at("ratio"))
        named = true;
      else if (cursor_.at_any({"or", ";", "."}) && !(abnormal && named) && !cursor_.at_any({"lambda"}, 1) &&
               !cursor_.at_word("lambda", 1))
        break;
      else if (protein_here() == Protein::serum || protein_here() == Protein::urine ||
               cursor_.at("plasmacytoma"))
        break;
      cursor_.step();
      if (abnormal && named) break;
    }
    if (!abnormal || !named) {
      cursor_.back_to(start);
      return false;
    }
    cursor_.skip({"ratio", "flc"});
    if (cursor_.at("(")) { // the normal range, or what lies outside
      std::size_t end = 1;
      while (end < cursor_.left() && !cursor_.at(")", end) && end < 16)
        ++end;
      if (cursor_.at(")", end)) cursor_.back_to(cursor_.place() + end + 1);
    } else if (cursor_.at(":") || cursor_.at(",") || cursor_.at_any({"<", ">"})) {
      const std::size_t here = cursor_.place();
      cursor_.skip({":", ","});
      if (const auto first = read_interval(cursor_); first && first->unit.empty() && first->low < 4) {
        if (cursor_.accept("or")) read_interval(cursor_);
      } else {
        cursor_.back_to(here);
      }
    }
    return true;
  }

  /// "abnormal kappa/lambda ratio with involved light chains >= 100 mg/L".
  bool ratio_first() {
    const std::size_t start = cursor_.place();
    if (cursor_.accept("abnormal") && cursor_.accept_any({"flc_ratio", "ratio"})) {
      aside();
      cursor_.skip({"with", "and", "known"});
      if (cursor_.at("flc")) {
        cursor_.step();
        aside();
        fillers();
        if (const auto bound = read_interval(cursor_); bound && bound->op != "=" && !bound->unit.empty()) {
          equivalent();
          found_.push_back(all_of({test(comparison("involved_flc", *bound)), test("flc_ratio is abnormal")}));
          return true;
        }
      }
    }
    cursor_.back_to(start);
    return false;
  }

  bool lesion() {
    const std::size_t start = cursor_.place();
    bool proven = false, named = false, measurable = false;
    std::optional<Interval> size;
    for (std::size_t i = 0; i < 16 && !cursor_.done(); ++i) {
      if (cursor_.at("plasmacytoma")) {
        named = true;
        proven = proven || cursor_.peek().text.find("proven") != std::string::npos;
        measurable = measurable || cursor_.peek().text.find("measurable") != std::string::npos;
      } else if (cursor_.at("measurable")) {
        measurable = true;
      } else if (cursor_.at_any(
                     {"diameter", "by_definition", "echo", "with", "+", "which", "during", "a", "known"}) ||
                 cursor_.at_word("biopsy") || cursor_.at_word("single") || cursor_.at_word("s")) {
        proven = proven || cursor_.at_word("biopsy");
      } else if (cursor_.at("(") && cursor_.at(")", 2)) {
        cursor_.step();
        cursor_.step();
      } else {
        const std::size_t here = cursor_.place();
        cursor_.skip({"("});
        const auto interval = read_interval(cursor_);
        if (!size && interval && (interval->unit == "cm" || interval->unit == "mm")) {
          size = interval;
          cursor_.skip({")"});
          continue;
        }
        cursor_.back_to(here);
        break;
      }
      cursor_.step();
    }
    if (!named || (size && size->op == "in")) {
      cursor_.back_to(start);
      return false;
    }
    if (size && size->op == "=") size->op = ">=";
    if (size)
      found_.push_back(test(comparison("largest(lesion any)", *size)));
    else
      found_.push_back(test(proven ? "emd(biopsy_proven)" : measurable ? "emd(measurable)" : "emd(any)"));
    return true;
  }

  bool marrow_cells() {
    const std::size_t start = cursor_.place();
    bool named = false;
    const auto words = [&] {
      while (cursor_.at_any({"plasma_cell_word", "in_marrow", "nucleated", "by_definition", "known"}) ||
             cursor_.at_concept("marrow_plasma_cells") || cursor_.at_word("in")) {
        named = true;
        cursor_.step();
      }
    };
    words();
    const auto interval = read_interval(cursor_);
    if (interval && interval->unit == "%") words();
    if (named && interval && interval->unit == "%" && interval->op != "=" && interval->op != "in") {
      found_.push_back(test(comparison("marrow_plasma_cells", *interval)));
      return true;
    }
    cursor_.back_to(start);
    return false;
  }

  /// "for patients without measurable serum or urine M-protein": says when the next finding is used.
  bool condition_words() {
    const std::size_t start = cursor_.place();
    cursor_.skip({"for", "provided", "which", "("});
    if (!cursor_.at_any({"not", "measurable", "only", "light_chain_disease"}) && !cursor_.at_word("whose")) {
      cursor_.back_to(start);
      return false;
    }
    std::size_t steps = 0;
    while (!cursor_.done() && steps < 12 && !cursor_.at_any({":", ",", ">", ">=", ";", "."}) &&
           !cursor_.at("flc") && !cursor_.at_number()) {
      cursor_.step();
      ++steps;
    }
    const std::span<const Piece> said = cursor_.pieces().subspan(start, cursor_.place() - start);
    const bool fits =
        mentions(said, "measurable") && !mentions_any(said, {"excluded", "allowed", "except", "unless"});
    if (!fits || (cursor_.done() && !found_.empty() && mentions(said, "not"))) {
      cursor_.back_to(start);
      return false;
    }
    return true;
  }

  Cursor& cursor_;
  std::vector<std::string> isotype_;
  std::size_t named_at_ = 0;
  std::vector<Expression> found_;
  std::vector<Piece> unknown_;
  std::size_t before_ = 0;
};

} // namespace

std::optional<Element> read_findings(Cursor& cursor) {
  return Findings(cursor).read();
}

} // namespace cartwright::drafting
