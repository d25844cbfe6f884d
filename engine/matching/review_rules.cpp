#include "engine/matching/review_rules.hpp"

#include <array>

namespace cartwright {

namespace {

constexpr std::array questions = {
    ReviewQuestion{"emd_paraskeletal", "Paraskeletal (bone-related) disease", "emd(paraskeletal)"},
    ReviewQuestion{"emd_extraosseous", "Extraosseous (true extramedullary) disease", "emd(extraosseous)"},
    ReviewQuestion{"emd_measurable", "Measurable extramedullary disease", "emd(measurable)"},
    ReviewQuestion{"cns_disease", "Central nervous system disease", "cns(any)"},
    ReviewQuestion{"pcl_5_percent", "Plasma cell leukaemia, 5 % definition (IMWG 2021)", "pcl(5_percent)"},
    ReviewQuestion{"pcl_20_percent", "Plasma cell leukaemia, 20 % definition (1974)", "pcl(20_percent)"},
    ReviewQuestion{"high_risk_r_iss", "High-risk cytogenetics by the R-ISS: del(17p), t(4;14) or t(14;16)",
                   "high_risk(r_iss)"},
    ReviewQuestion{"high_risk_ims_imwg_2025", "High risk by IMS and IMWG 2025", "high_risk(ims_imwg_2025)"},
    ReviewQuestion{"functional_high_risk", "Functional high risk: early relapse", "functional_high_risk"},
    ReviewQuestion{"exposed_PI", "Proteasome inhibitor received", "exposed(PI)"},
    ReviewQuestion{"exposed_IMiD", "Immunomodulatory drug received", "exposed(IMiD)"},
    ReviewQuestion{"exposed_anti_CD38", "Anti-CD38 antibody received", "exposed(anti_CD38)"},
    ReviewQuestion{"refractory_PI", "Refractory to a proteasome inhibitor (IMWG, 60 days)", "refractory(PI)"},
    ReviewQuestion{"refractory_IMiD", "Refractory to an immunomodulatory drug (IMWG, 60 days)",
                   "refractory(IMiD)"},
    ReviewQuestion{"refractory_anti_CD38", "Refractory to an anti-CD38 antibody (IMWG, 60 days)",
                   "refractory(anti_CD38)"},
    ReviewQuestion{"triple_class_exposed", "Triple-class exposed",
                   "exposed(PI) and exposed(IMiD) and exposed(anti_CD38)"},
    ReviewQuestion{"triple_class_refractory", "Triple-class refractory",
                   "refractory(PI) and refractory(IMiD) and refractory(anti_CD38)"},
    ReviewQuestion{"exposed_BCMA", "BCMA-directed therapy received", "exposed(target BCMA)"},
    ReviewQuestion{"exposed_BCMA_car_t", "BCMA CAR-T received", "exposed(target BCMA; by car_t)"},
    ReviewQuestion{"exposed_BCMA_bispecific", "BCMA bispecific received",
                   "exposed(target BCMA; by bispecific)"},
    ReviewQuestion{"exposed_BCMA_adc", "BCMA antibody-drug conjugate received",
                   "exposed(target BCMA; by adc)"},
    ReviewQuestion{"exposed_GPRC5D", "GPRC5D-directed therapy received", "exposed(target GPRC5D)"},
    ReviewQuestion{"exposed_FcRH5", "FcRH5-directed therapy received", "exposed(target FcRH5)"},
    ReviewQuestion{"transplant_autologous", "Autologous transplant", "had_transplant(autologous)"},
    ReviewQuestion{"transplant_allogeneic", "Allogeneic transplant", "had_transplant(allogeneic)"},
    ReviewQuestion{"progressed_on_last", "Progressed on or after the newest therapy",
                   "progressed(after last_therapy)"},
    ReviewQuestion{
        "measurable_disease", "Measurable disease (IMWG 2016)",
        "any of { serum_m_protein >= 10 g/L; urine_m_protein >= 200 mg/24h; involved_flc >= 100 mg/L and "
        "flc_ratio is abnormal }"},
    ReviewQuestion{"lines_at_least_3", "At least three prior lines of therapy", "lines >= 3"},
    ReviewQuestion{"bcma_positive", "BCMA expressed in the newest result", "antigen(BCMA) is positive"},
    ReviewQuestion{"gprc5d_positive", "GPRC5D expressed in the newest result", "antigen(GPRC5D) is positive"},
    ReviewQuestion{"active_infection", "Active infection", "active(infection)"},
};

} // namespace

std::vector<std::pair<ReviewQuestion, criteria::NodeIndex>>
add_review_rules(const Vocabulary& vocabulary, const criteria::Definitions& definitions,
                 criteria::CriteriaGraph& graph) {
  std::vector<std::pair<ReviewQuestion, criteria::NodeIndex>> out;
  for (const ReviewQuestion& question : questions)
    if (const auto rule = criteria::read_rule(question.rule, vocabulary, definitions))
      out.emplace_back(question, graph.add(*rule));
  return out;
}

} // namespace cartwright
