#include "engine/evaluation/screening.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"

namespace cartwright {

namespace {

/// The newest results of one organism.
class Screen {
public:
  Screen(const char* organism, const Case& of) : organism_(organism), of_(of) {}

  /// Unknown when the test is not recorded, uncertain, or two results of one day differ.
  Truth positive(const char* test) {
    const auto newest = may_be_newest(of_.patient.infections, of_, [&](const InfectionTest& entry) {
      return entry.agent == organism_ && normalised(entry.test) == normalised(test);
    });
    Truth out = Truth::unknown;
    for (const InfectionTest* entry : newest) {
      facts_.push_back(
          {entry->where, organism_ + " " + entry->test + " " + entry->result + when(entry->date)});
      const Truth own =
          entry->uncertain || entry->result.empty() ? Truth::unknown : truth_of(entry->result == "positive");
      if (entry != newest.front() && own != out) return Truth::unknown;
      out = own;
    }
    return out;
  }
  const std::vector<FactUse>& facts() const { return facts_; }

private:
  std::string organism_;
  const Case& of_;
  std::vector<FactUse> facts_;
};

bool is(Truth truth, Truth wanted) {
  return truth == wanted;
}

class Signs {
public:
  explicit Signs(const Case& of) : of_(of) {}

  std::vector<Sign> run() {
    hepatitis_b();
    hepatitis_c();
    hiv();
    plain("syphilis", "syphilis", "antibody");
    plain("CMV", "cmv_infection", "DNA");
    plain("EBV", "ebv_infection", "DNA");
    plain("TB", "latent_tuberculosis", "IGRA");
    active_infection();
    nervous_system();
    return std::move(out_);
  }

private:
  void add(const char* word, Truth now, Truth ever, std::vector<FactUse> facts) {
    const auto condition = of_.vocabulary.known(word, ConceptKind::condition);
    if (condition && !(now == Truth::unknown && ever == Truth::unknown))
      out_.push_back({*condition, now, ever, std::move(facts)});
  }

  void hepatitis_b() {
    Screen screen("HBV", of_);
    const Truth surface = screen.positive("HBsAg"), core = screen.positive("anti-HBc"),
                dna = screen.positive("DNA");
    Truth now = Truth::unknown;
    if (is(dna, Truth::yes) || (is(surface, Truth::yes) && !is(dna, Truth::no)))
      now = Truth::yes;
    else if (is(surface, Truth::no) && (!is(core, Truth::yes) || is(dna, Truth::no)))
      now = Truth::no;
    const Truth any = is(surface, Truth::yes) ? Truth::yes : now;
    const Truth ever = is(any, Truth::yes) || is(core, Truth::yes)     ? Truth::yes
                       : is(surface, Truth::no) && is(core, Truth::no) ? Truth::no
                                                                       : Truth::unknown;
    add("active_hepatitis_b", now,
        ever == Truth::no   ? Truth::no
        : now == Truth::yes ? Truth::yes
                            : Truth::unknown,
        screen.facts());
    add("hepatitis_b", any, ever, screen.facts());
    if (!out_.empty() && any != Truth::yes) out_.back().of_itself_only = true;
  }

  void hepatitis_c() {
    Screen screen("HCV", of_);
    const Truth rna = screen.positive("RNA"), antibody = screen.positive("antibody"),
                antigen = screen.positive("antigen");
    Truth now = Truth::unknown;
    if (is(rna, Truth::yes) || is(antigen, Truth::yes))
      now = Truth::yes;
    else if (is(rna, Truth::no) || is(antibody, Truth::no))
      now = Truth::no;
    const Truth ever = is(now, Truth::yes) || is(antibody, Truth::yes) ? Truth::yes
                       : is(antibody, Truth::no)                       ? Truth::no
                                                                       : Truth::unknown;
    add("active_hepatitis_c", now,
        is(ever, Truth::no)   ? Truth::no
        : is(now, Truth::yes) ? Truth::yes
                              : Truth::unknown,
        screen.facts());
    add("hepatitis_c", now, ever, screen.facts());
  }

  void hiv() {
    Screen screen("HIV", of_);
    const Truth antibody = screen.positive("antibody"), antigen = screen.positive("antigen"),
                rna = either(screen.positive("RNA"), screen.positive("DNA"));
    Truth now = Truth::unknown;
    if (is(antibody, Truth::yes) || is(antigen, Truth::yes) || is(rna, Truth::yes))
      now = Truth::yes;
    else if (is(antibody, Truth::no) || is(antigen, Truth::no))
      now = Truth::no;
    add("hiv_infection", now, now, screen.facts());
  }

  void plain(const char* organism, const char* word, const char* test) {
    Screen screen(organism, of_);
    const Truth now = screen.positive(test);
    add(word, now, now == Truth::yes ? Truth::yes : Truth::unknown, screen.facts());
  }

  void active_infection() {
    const ActiveInfection& infection = of_.patient.active_infection;
    if (infection.state.empty() || !known(infection.date, of_)) return;
    const FactUse fact{"active_infection.state",
                       "active infection: " + infection.state + when(infection.date)};
    if (infection.state == "none") add("infection", Truth::no, Truth::unknown, {fact});
    if (infection.state == "controlled") add("uncontrolled_infection", Truth::no, Truth::unknown, {fact});
    // The profile knows "controlled" beside "present": what is present only is not under control.
    if (infection.state == "present") add("uncontrolled_infection", Truth::yes, Truth::yes, {fact});
  }

  void nervous_system() {
    const Cns& cns = of_.patient.cns;
    if (cns.state.empty() || !known(cns.date, of_)) return;
    const FactUse fact{"cns.state", "central nervous system: " + cns.state + when(cns.date)};
    if (cns.state == "none") add("cns_myeloma", Truth::no, Truth::unknown, {fact});
    if (cns.state == "leptomeningeal") add("leptomeningeal_myeloma", Truth::yes, Truth::yes, {fact});
    if (cns.state == "parenchymal") add("parenchymal_cns_myeloma", Truth::yes, Truth::yes, {fact});
  }

  const Case& of_;
  std::vector<Sign> out_;
};

} // namespace

std::vector<Sign> signs_of(const Case& of) {
  return Signs(of).run();
}

ToldConditions conditions_told(const Case& of) {
  ToldConditions out{signs_of(of), {}};
  const auto name = [&](const std::string& word) {
    if (const auto known = of.vocabulary.known(word, ConceptKind::condition)) out.named.push_back(*known);
  };
  for (const auto* list : {&of.patient.conditions.items, &of.patient.other_cancers.items})
    for (const ConditionEntry& entry : *list) {
      out.named.push_back(entry.condition);
      if (entry.grade) name("neuropathy_grade_" + std::to_string(*entry.grade));
    }
  for (const Sign& sign : out.signs)
    out.named.push_back(sign.condition);
  if (of.patient.diagnosis.condition) out.named.push_back(*of.patient.diagnosis.condition);
  // These have a place of their own in the profile, which matters even where it tells nothing.
  for (const char* word :
       {"gvhd", "uncontrolled_infection", "al_amyloidosis", "poems", "plasma_cell_leukemia", "hepatitis_b",
        "hepatitis_c", "hiv_infection", "syphilis", "dialysis_dependence"})
    name(word);
  std::sort(out.named.begin(), out.named.end());
  out.named.erase(std::unique(out.named.begin(), out.named.end()), out.named.end());
  return out;
}

} // namespace cartwright
