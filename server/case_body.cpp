#include "server/case_body.hpp"

#include <limits>

#include "server/json_document.hpp"

namespace cartwright {

CaseBody::CaseBody(std::string_view body, std::vector<std::string> known)
    : body_(body.empty() ? "{}" : body) {
  auto document = JsonDocument::parse(body_);
  problems_.absorb(document.problems());
  if (!document) return;
  document_ = std::move(*document);
  const Cursor root(document_->root(), "", problems_);
  if (!root.expect_object()) return;
  root.only(known, Severity::error);
  root_ = root;
}

std::string CaseBody::text(std::string_view key) {
  return root_ ? root_->text(key).value_or("") : "";
}

std::string CaseBody::required(std::string_view key) {
  return root_ ? root_->required_text(key) : "";
}

std::vector<std::string> CaseBody::texts(std::string_view key) {
  return root_ ? root_->texts(key) : std::vector<std::string>();
}

ExpectedVersion CaseBody::version() {
  const auto number =
      root_ ? root_->whole("version", 1, std::numeric_limits<std::int32_t>::max()) : std::nullopt;
  return number ? ExpectedVersion(*number) : std::nullopt;
}

std::string CaseBody::profile() {
  if (!root_) return "";
  if (!root_->object("patient")) {
    if (!root_->has("patient"))
      problems_.error(ProblemCode::missing_key, "patient", "there is no profile",
                      "give it as \"patient\": {...}");
    return "";
  }
  // The writers' library keeps the order of the keys; that the text is right was found out above.
  return json_text(Json::parse(body_, nullptr, false)["patient"]);
}

} // namespace cartwright
