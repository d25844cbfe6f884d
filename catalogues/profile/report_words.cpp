#include "catalogues/profile/report_words.hpp"

#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

const Synonyms assays = {{"flowcytometry", "flow"}, {"facs", "flow"}, {"immunohistochemistry", "IHC"}};
const Synonyms specimens = {{"bonemarrow", "marrow"},     {"bonemarrowaspirate", "marrow"},
                            {"plasmacytoma", "lesion"},   {"tumour", "lesion"},
                            {"tumor", "lesion"},          {"tissue", "lesion"},
                            {"peripheralblood", "blood"}, {"cerebrospinalfluid", "csf"}};
const Synonyms organisms = {{"hepatitisb", "HBV"},
                            {"hepatitisc", "HCV"},
                            {"hepatitise", "HEV"},
                            {"hepatitisa", "HAV"},
                            {"hiv1", "HIV"},
                            {"hiv2", "HIV"},
                            {"hiv12", "HIV"},
                            {"htlv1", "HTLV"},
                            {"htlv2", "HTLV"},
                            {"treponemapallidum", "syphilis"},
                            {"cytomegalovirus", "CMV"},
                            {"epsteinbarrvirus", "EBV"},
                            {"tuberculosis", "TB"},
                            {"covid19", "SARS_CoV_2"}};
const Synonyms infection_tests = {
    {"hbcab", "anti-HBc"},       {"hbc", "anti-HBc"},     {"coreantibody", "anti-HBc"},
    {"surfaceantigen", "HBsAg"}, {"hbvdna", "DNA"},       {"cmvdna", "DNA"},
    {"ebvdna", "DNA"},           {"hcvrna", "RNA"},       {"hivrna", "RNA"},
    {"antihcv", "antibody"},     {"antihiv", "antibody"}, {"hcvab", "antibody"},
    {"hivab", "antibody"},       {"tpab", "antibody"},    {"serology", "antibody"},
    {"tspot", "IGRA"},           {"quantiferon", "IGRA"}, {"rpr", "antibody"},
    {"tppa", "antibody"},        {"tpha", "antibody"},    {"vdrl", "antibody"},
    {"igg", "antibody"}};
const Synonyms supports = {{"plasmapheresis", "plasma_exchange"},
                           {"hemodialysis", "dialysis"},
                           {"haemodialysis", "dialysis"},
                           {"ivig", "immunoglobulin"},
                           {"steroid", "systemic_steroid"},
                           {"steroids", "systemic_steroid"},
                           {"rbctransfusion", "red_cell_transfusion"},
                           {"bloodtransfusion", "red_cell_transfusion"},
                           {"gcsf", "g_csf"},
                           {"filgrastim", "g_csf"},
                           {"pegfilgrastim", "pegylated_g_csf"},
                           {"erythropoietin", "epo"}};
const Synonyms results = {
    {"detected", "positive"},      {"detectable", "positive"},  {"reactive", "positive"},
    {"pos", "positive"},           {"+", "positive"},           {"notdetected", "negative"},
    {"undetectable", "negative"},  {"nonreactive", "negative"}, {"neg", "negative"},
    {"indeterminate", "not_told"}, {"borderline", "not_told"},  {"equivocal", "not_told"}};

} // namespace

std::string one_of_names(const Cursor& from, std::string_view key, const std::vector<std::string>& words,
                         const Synonyms& synonyms) {
  const auto written = from.text(key);
  if (!written) return "";
  for (const auto& [synonym, word] : synonyms)
    if (normalised(*written) == synonym) return std::string(word);
  return from.one_of(key, words).value_or("");
}

std::string read_assay(const Cursor& from) {
  return one_of_names(from, "assay", {"flow", "IHC"}, assays);
}

std::string read_specimen(const Cursor& from) {
  return one_of_names(from, "specimen", {"marrow", "lesion", "csf", "blood"}, specimens);
}

std::string read_organism(const Cursor& from) {
  return one_of_names(
      from, "agent",
      {"HBV", "HCV", "HIV", "HTLV", "syphilis", "CMV", "EBV", "TB", "HEV", "HAV", "SARS_CoV_2"}, organisms);
}

std::string read_infection_test(const Cursor& from, const std::string& organism) {
  const std::string written = normalised(from.text("test").value_or(""));
  if (written == "pcr" || written == "nat" || written == "viralload")
    return organism == "HCV" || organism == "HIV" || organism == "SARS_CoV_2" ? "RNA" : "DNA";
  return one_of_names(from, "test",
                      {"HBsAg", "HBeAg", "anti-HBc", "DNA", "antibody", "RNA", "antigen", "IGRA"},
                      infection_tests);
}

bool shows_immunity_only(const Cursor& from) {
  const std::string written = normalised(from.text("test").value_or(""));
  return written == "antihbs" || written == "hbsab";
}

std::string read_infection_result(const Cursor& from) {
  return one_of_names(from, "result", {"positive", "negative"}, results);
}

std::string read_support_kind(const Cursor& from) {
  return one_of_names(from, "kind",
                      {"platelet_transfusion", "red_cell_transfusion", "g_csf", "pegylated_g_csf", "epo",
                       "immunoglobulin", "plasma_exchange", "systemic_steroid", "dialysis", "oxygen",
                       "live_vaccine"},
                      supports);
}

} // namespace cartwright
