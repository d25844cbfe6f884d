#include <catch2/catch.hpp>

#include "engine/criteria/checked.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::criteria;

namespace {

const Catalogue& catalogue() {
  return *test::shipped_service().snapshot().catalogue;
}

const Definitions& definitions() {
  static const Definitions all = [] {
    Problems problems;
    return check_definitions(catalogue().definitions, *catalogue().vocabulary, problems);
  }();
  return all;
}

std::string formatted(const std::string& rule) {
  const auto out = format_rule(rule, *catalogue().vocabulary, definitions());
  INFO(rule);
  REQUIRE(out);
  return *out;
}

std::string meaning(const std::string& rule) {
  const auto out = read_rule(rule, *catalogue().vocabulary, definitions());
  INFO(rule);
  REQUIRE(out);
  return dump(*out);
}

} // namespace

TEST_CASE("Formatting a rule twice changes nothing, and never its meaning") {
  std::size_t rules = 0;
  for (const Trial& trial : catalogue().trials)
    for (const Criterion& criterion : trial.criteria) {
      const std::string once = formatted(criterion.rule);
      INFO(trial.id.text() << " " << criterion.id.text() << "\n" << criterion.rule << "\n" << once);
      CHECK(formatted(once) == once);
      CHECK(meaning(once) == meaning(criterion.rule));
      ++rules;
    }
  CHECK(rules > 500);
}

TEST_CASE("The canonical spelling") {
  CHECK(formatted("platelets>=50   K/uL") == "platelets >= 50 x10^3/uL");
  CHECK(formatted("exposed( velcade )") == "exposed(bortezomib)");
  CHECK(formatted("any of { lines>=3 ; ecog<=1 ; }") == "lines >= 3 or ecog <= 1");
  CHECK(formatted("(lines >= 3 and ecog <= 1) or age >= 18 y") ==
        "lines >= 3 and ecog <= 1 or age >= 18 y");
  CHECK(formatted("emd(any) unless lines >= 3") == "emd(any) or lines >= 3");
  CHECK(formatted("not (emd(any) or cns(any))") == "not (emd(any) or cns(any))");
  CHECK(formatted("washout(anti_CD38;min(28 d,5 half_lives);before apheresis)") ==
        "washout(anti_CD38; min(28 d, 5 half_lives); before apheresis)");
  CHECK(formatted("isotype is not IgA") == "not isotype is IgA");
}

TEST_CASE("A rule with comments keeps them") {
  const std::string rule = "lines >= 3 # as the protocol counts them";
  CHECK(formatted(rule) == rule);
}

TEST_CASE("The hard rules of real protocols can be said") {
  for (const char* rule :
       {"lines(where: cycles >= 1 or best_response = PD) >= 3 and exposed(PI) and exposed(IMiD; except "
        "thalidomide)",
        "lines >= 3 or (lines >= 2 and (exposed(PI) and exposed(IMiD) and exposed(anti_CD38) or "
        "refractory(PI) and refractory(IMiD)))",
        "if marrow_plasma_cells < 50 % then platelets[no platelet_transfusion 7 d] >= 75 x10^9/L else "
        "platelets[no platelet_transfusion 7 d] >= 50 x10^9/L",
        "any of { serum_m_protein >= 10 g/L; urine_m_protein >= 200 mg/24h; (serum_m_protein < 10 g/L and "
        "urine_m_protein < 200 mg/24h) and involved_flc >= 100 mg/L and flc_ratio is abnormal; "
        "largest(lesion any) >= 10 mm }",
        "not exposed(target BCMA; by car_t) or (best_response(target BCMA; by car_t) >= PR and "
        "(time_since(last therapy) >= 60 d unless not last_therapy(ignoring steroid) is (target BCMA; by "
        "car_t)))",
        "all of { antigen(BCMA; by flow; in marrow or csf) is positive or antigen(BCMA; by IHC; in lesion) "
        "is positive; antigen(GPRC5D; by flow; in marrow or csf) is positive or antigen(GPRC5D; by IHC; in "
        "lesion) is positive }",
        "time_since(transplant allogeneic) < 6 mo or time_since(immunosuppression) < 6 wk or active(gvhd)",
        "washout(systemic_anticancer; min(28 d, 5 half_lives); before first_dose)",
        "bilirubin_total <= 1.5 xULN or (has(gilbert_syndrome) and bilirubin_direct <= 1.5 xULN)",
        "had(hypersensitivity_allopurinol) and had(hypersensitivity_rasburicase)",
        "ecog <= 1 or (ecog = 2 and judgement \"limited only by local myeloma symptoms, agreed with the "
        "medical monitor\")",
        "marker(del(17p); clone >= 20 %) or marker(any of {t(4;14); t(14;16)})",
        "relapsed(within 18 mo of transplant autologous)",
        "at least 2 of { marker(del(17p)); marker(t(4;14)); marker(1q_plus) }",
        "sum_of_products(lesion extraosseous) >= 4 cm2 and number(lesion paraskeletal) <= 2",
        "egfr(ckd_epi_2021) >= 30 mL/min/1.73m2 or creatinine_clearance(cockcroft_gault) >= 30 mL/min"}) {
    const std::string once = formatted(rule);
    CHECK(formatted(once) == once);
    CHECK(meaning(once) == meaning(rule));
  }
}
