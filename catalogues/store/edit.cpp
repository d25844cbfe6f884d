#include "catalogues/store/edit.hpp"

#include "catalogues/json_build.hpp"
#include "catalogues/json_cursor.hpp"
#include "catalogues/store/objects.hpp"
#include "catalogues/store/revision.hpp"

namespace cartwright {

namespace {

constexpr const char* edit_format = "cartwright/edit@1";
constexpr std::size_t largest_edit = 3 * largest_json;

} // namespace

std::string Edit::digest() const {
  return content ? digest_of(*content) : removed_digest;
}

std::string edit_file(const Edit& edit) {
  OrderedJson out = {{"edit", edit_format},
                     {"path", edit.path},
                     {"published", nullable(edit.published)},
                     {"record", nullable(edit.record)},
                     {"saves", OrderedJson::array()}};
  for (const Mark& save : edit.saves)
    out["saves"].push_back(mark_json(save));
  out["review"] = edit.review ? mark_json(*edit.review) : OrderedJson(nullptr);
  out["content"] = edit.content ? OrderedJson::parse(*edit.content, nullptr, false) : OrderedJson(nullptr);
  return file_text(out);
}

Result<Edit> read_edit(std::string_view text) {
  const auto document = JsonDocument::parse(text, largest_edit);
  if (!document) return document.problems();
  Problems problems;
  const Cursor root(document->root(), "", problems);
  if (!root.expect_object()) return problems;
  if (root.text("edit").value_or("") != edit_format)
    root.error(ProblemCode::wrong_type, "edit", "this is no draft of a catalogue file",
               "such a file begins with \"edit\": \"" + std::string(edit_format) + "\"");
  Edit out;
  out.path = root.required_text("path");
  out.published = root.text("published").value_or("");
  out.record = root.text("record").value_or("");
  for (const Cursor& save : root.list("saves"))
    out.saves.push_back(read_mark(save));
  if (const auto review = root.object("review")) out.review = read_mark(*review);
  if (root.has("content")) out.content = file_text(OrderedJson::parse(text)["content"]);
  if (problems.has_errors()) return problems;
  return out;
}

} // namespace cartwright
