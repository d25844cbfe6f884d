// Residual disease and the tissue type: single results of the laboratory that are words, not numbers.
#include <algorithm>

#include "engine/criteria/phrase.hpp"
#include "engine/domain/text.hpp"
#include "engine/domain/tissue_type.hpp"

namespace cartwright::criteria {

std::optional<Test> check_residual_disease(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {false, true, true}, checking)) return std::nullopt;
  const auto sample = read_conditions(written.conditions, checking);
  if (written.relation != Relation::is && written.relation != Relation::is_not) {
    checking.error(written.relation_span, ProblemCode::wrong_type, "\"mrd\" is a word, not a number",
                   "write mrd is positive, or mrd[within 60 d; by flow] is negative");
    return std::nullopt;
  }
  PhraseReader reader(written.operand.front());
  const auto word = one_of(reader.take(), "result", {"positive", "negative"}, checking);
  if (!sample || !word || !reader.finished(checking)) return std::nullopt;
  if (!sample->support_free.empty() || !sample->at.empty()) {
    checking.error(written.conditions.front().span, ProblemCode::malformed,
                   "\"mrd\" can be asked for its age and its method", "write [within 60 d; by flow]");
    return std::nullopt;
  }
  return Test{ResidualDiseaseTest{*word, *sample}, "mrd" + text_of(*sample) + " is " + *word};
}

std::optional<Test> check_hla(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  PhraseReader reader(written.arguments.front());
  HlaTest out;
  std::vector<std::string> shown;
  do {
    const Span span = reader.span();
    const Token token = reader.done() ? Token{} : reader.take();
    if (token.kind != TokenKind::string || !is_allele(token.text)) {
      checking.error(span, ProblemCode::malformed, "an allele in double quotes is expected here",
                     "write hla(\"A*02:01\"), or hla(\"A*02:01\" or \"A*02:05\")");
      return std::nullopt;
    }
    out.alleles.push_back(token.text);
  } while (reader.accept_word("or"));
  if (!reader.finished(checking)) return std::nullopt;
  std::sort(out.alleles.begin(), out.alleles.end());
  out.alleles.erase(std::unique(out.alleles.begin(), out.alleles.end()), out.alleles.end());
  for (const std::string& allele : out.alleles)
    shown.push_back('"' + allele + '"');
  const std::string text = "hla(" + join(shown, " or ") + ")";
  return Test{std::move(out), text};
}

} // namespace cartwright::criteria
