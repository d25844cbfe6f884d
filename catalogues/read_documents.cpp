#include "catalogues/navigation_parts.hpp"

namespace cartwright {

namespace {

DocumentGroup read_group(const Cursor& from) {
  DocumentGroup out;
  out.id = from.required_text("id");
  out.label = from.text("label").value_or(out.id);
  for (const Cursor& entry : from.list("must_hold"))
    out.must_hold.push_back(
        {entry.required_text("fact"), entry.required_text("says"), entry.texts("asked_as")});
  if (out.must_hold.empty())
    from.error(ProblemCode::missing_key, "must_hold", "the facts that it must hold are missing",
               "write [{\"fact\": \"lvef\", \"says\": \"ejection fraction\"}]");
  out.validity_days = from.number_in("validity_days", 1, 3650);
  out.suggested_validity_days = from.number_in("suggested_validity_days", 1, 3650);
  out.fact_validity_days = from.numbers("fact_validity_days");
  out.follows = from.one_of("follows", {"any_therapy", "targeted_therapy"}).value_or("");
  return out;
}

} // namespace

std::vector<DocumentGroup> read_document_groups(const Cursor& root) {
  std::vector<DocumentGroup> out;
  for (const Cursor& entry : root.list("entries"))
    if (entry.expect_object()) out.push_back(read_group(entry));
  return out;
}

} // namespace cartwright
