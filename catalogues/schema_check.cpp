#include "catalogues/schema_check.hpp"

#include <exception>
#include <mutex>

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace cartwright {

namespace {

using valijson::adapters::NlohmannJsonAdapter;
using Document = nlohmann::json;

/// "<root>[criteria][0][rule]" of the library as "criteria[0].rule".
std::string dotted(const std::vector<std::string>& context) {
  std::string out;
  for (const std::string& step : context) {
    if (step == "<root>") continue;
    const std::string name = step.size() > 1 && step.front() == '[' ? step.substr(1, step.size() - 2) : step;
    const bool index = !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
    out += index ? "[" + name + "]" : (out.empty() ? "" : ".") + name;
  }
  return out;
}

} // namespace

struct SchemaCheck::Schema {
  valijson::Schema compiled;
  valijson::Validator validator; ///< keeps the patterns that it has compiled
  std::mutex one_at_a_time;      ///< keeping them changes it
};

SchemaCheck::SchemaCheck(std::unique_ptr<Schema> schema) : schema_(std::move(schema)) {}
SchemaCheck::~SchemaCheck() = default;
SchemaCheck::SchemaCheck(SchemaCheck&&) noexcept = default;
SchemaCheck& SchemaCheck::operator=(SchemaCheck&&) noexcept = default;

Result<SchemaCheck> SchemaCheck::from(std::string_view schema) {
  auto out = std::make_unique<Schema>();
  try {
    const Document document = Document::parse(schema);
    valijson::SchemaParser parser;
    parser.populateSchema(NlohmannJsonAdapter(document), out->compiled);
  } catch (const std::exception& error) {
    Problems problems;
    problems.error(ProblemCode::malformed, "", std::string("the schema cannot be read: ") + error.what(),
                   "mend the schema file");
    return problems;
  }
  return SchemaCheck(std::move(out));
}

Problems SchemaCheck::check(std::string_view text) const {
  Problems out;
  const Document document = Document::parse(text, nullptr, false);
  if (document.is_discarded()) return out;
  valijson::ValidationResults results;
  const std::lock_guard lock(schema_->one_at_a_time);
  if (schema_->validator.validate(schema_->compiled, NlohmannJsonAdapter(document), &results)) return out;
  valijson::ValidationResults::Error error;
  while (results.popError(error))
    out.error(ProblemCode::wrong_type, dotted(error.context), error.description,
              "the shape is in the folder of schemas");
  return out;
}

} // namespace cartwright
