#include "catalogues/store/revision.hpp"

namespace cartwright {

namespace {

constexpr const char* revision_format = "cartwright/revision@1";

OrderedJson changed_json(const ChangedFile& changed) {
  OrderedJson out = {{"path", changed.path},
                     {"before", nullable(changed.before)},
                     {"after", nullable(changed.after)},
                     {"saves", OrderedJson::array()}};
  for (const Mark& save : changed.saves)
    out["saves"].push_back(mark_json(save));
  out["review"] = changed.review ? mark_json(*changed.review) : OrderedJson(nullptr);
  return out;
}

ChangedFile read_changed(const Cursor& from) {
  ChangedFile out;
  out.path = from.required_text("path");
  out.before = from.text("before").value_or("");
  out.after = from.text("after").value_or("");
  for (const Cursor& save : from.list("saves"))
    out.saves.push_back(read_mark(save));
  if (const auto review = from.object("review")) out.review = read_mark(*review);
  return out;
}

std::map<std::string, std::string> read_texts(const OrderedJson& document, const char* key) {
  std::map<std::string, std::string> out;
  const auto at = document.find(key);
  if (at == document.end() || !at->is_object()) return out;
  for (const auto& [name, value] : at->items())
    if (value.is_string()) out[name] = value.get<std::string>();
  return out;
}

} // namespace

std::string_view word(RevisionOrigin origin) {
  switch (origin) {
  case RevisionOrigin::directory:
    return "directory";
  case RevisionOrigin::drafts:
    return "drafts";
  case RevisionOrigin::restore:
    return "restore";
  }
  return "directory";
}

OrderedJson stamp_json(const Stamp& stamp) {
  return {{"by", stamp.by}, {"at", stamp.at}, {"why", stamp.why}};
}

OrderedJson mark_json(const Mark& mark) {
  OrderedJson out = stamp_json(mark.stamp);
  out["digest"] = mark.digest;
  return out;
}

Stamp read_stamp(const Cursor& from) {
  return {from.text("by").value_or(""), from.text("at").value_or(""), from.text("why").value_or("")};
}

Mark read_mark(const Cursor& from) {
  return {read_stamp(from), from.text("digest").value_or("")};
}

std::string revision_file(const Revision& revision) {
  OrderedJson out = {
      {"revision", revision_format},
      {"number", revision.number},
      {"catalogue", revision.catalogue},
      {"origin", word(revision.origin)},
      {"restored", revision.restored ? OrderedJson(*revision.restored) : OrderedJson(nullptr)}};
  out.update(stamp_json(revision.stamp));
  out["changed"] = OrderedJson::array();
  for (const ChangedFile& changed : revision.changed)
    out["changed"].push_back(changed_json(changed));
  out["files"] = revision.files;
  out["rests_on"] = revision.rests_on;
  return file_text(out);
}

Result<Revision> read_revision(std::string_view text) {
  constexpr std::size_t largest = 4 * largest_json;
  const auto document = JsonDocument::parse(text, largest);
  if (!document) return document.problems();
  Problems problems;
  const Cursor root(document->root(), "", problems);
  if (!root.expect_object()) return problems;
  if (root.text("revision").value_or("") != revision_format)
    root.error(ProblemCode::wrong_type, "revision", "this is no revision of a catalogue", "");
  Revision out;
  constexpr std::int32_t most = 1'000'000'000;
  out.number = static_cast<std::size_t>(root.whole("number", 1, most).value_or(1));
  out.catalogue = root.required_text("catalogue");
  const auto origin = root.one_of("origin", {"directory", "drafts", "restore"}).value_or("directory");
  out.origin = origin == "drafts"    ? RevisionOrigin::drafts
               : origin == "restore" ? RevisionOrigin::restore
                                     : RevisionOrigin::directory;
  if (const auto restored = root.whole("restored", 1, most)) out.restored = *restored;
  out.stamp = read_stamp(root);
  for (const Cursor& changed : root.list("changed"))
    out.changed.push_back(read_changed(changed));
  const OrderedJson whole = OrderedJson::parse(text);
  out.files = read_texts(whole, "files");
  out.rests_on = read_texts(whole, "rests_on");
  if (problems.has_errors()) return problems;
  return out;
}

} // namespace cartwright
