#include "catalogues/import/draft.hpp"

#include "catalogues/catalogue_parts.hpp"
#include "catalogues/import/record_reader.hpp"
#include "catalogues/json_cursor.hpp"
#include "catalogues/sha256.hpp"
#include "catalogues/trial_file.hpp"

namespace cartwright {

namespace {

constexpr const char* draft_format = "cartwright/draft@1";
/// A draft holds its record once and what was read from it once more.
constexpr std::size_t largest_draft = 3 * largest_record;

OrderedJson provenance_json(const Provenance& from) {
  return {{"source", from.source},
          {"format", from.format},
          {"record", from.record},
          {"data_date", nullable(from.data_date)},
          {"importer", from.importer}};
}

OrderedJson drafted_json(const DraftedRule& rule) {
  OrderedJson out = {{"span", {rule.begin, rule.end}}, {"kind", rule.kind}};
  if (!rule.scope.empty()) out["scope"] = rule.scope;
  out["rule"] = rule.rule;
  out["confidence"] = rule.confidence;
  if (!rule.reason.empty()) out["reason"] = rule.reason;
  return out;
}

Provenance read_provenance(const Cursor& from) {
  Provenance out;
  out.source = from.text("source").value_or("");
  out.format = from.text("format").value_or("");
  out.record = from.text("record").value_or("");
  out.data_date = read_day(from, "data_date");
  out.importer = from.text("importer").value_or("");
  return out;
}

OrderedJson others_json(const std::vector<OtherRecord>& others) {
  OrderedJson out = OrderedJson::array();
  for (const OtherRecord& each : others)
    out.push_back({{"provenance", provenance_json(each.provenance)},
                   {"raw", OrderedJson::parse(each.raw, nullptr, false)}});
  return out;
}

std::vector<OtherRecord> read_others(const Cursor& root, const OrderedJson& document) {
  std::vector<OtherRecord> out;
  for (const Cursor& each : root.list("others"))
    if (const auto from = each.object("provenance")) {
      const OrderedJson& raw = document["others"][out.size()];
      out.push_back({read_provenance(*from), compact_text(raw.contains("raw") ? raw["raw"] : OrderedJson())});
    }
  return out;
}

std::string seal_of(const OrderedJson& unsealed) {
  Sha256 sum;
  sum.add(file_text(unsealed));
  return "sha256:" + sum.hex();
}

DraftedRule read_drafted(const Cursor& from) {
  DraftedRule out;
  const std::vector<Cursor> span = from.list("span");
  if (span.size() == 2) {
    out.begin = static_cast<std::size_t>(std::max(0.0, span[0].as_number().value_or(0)));
    out.end = static_cast<std::size_t>(std::max(0.0, span[1].as_number().value_or(0)));
  }
  out.kind = from.text("kind").value_or("");
  out.scope = from.text("scope").value_or("");
  out.rule = from.text("rule").value_or("");
  out.confidence = from.number_in("confidence", 0, 1).value_or(0);
  out.reason = from.text("reason").value_or("");
  return out;
}

Draft read_parts(const Cursor& root, const Vocabulary& vocabulary) {
  Draft out;
  if (const auto trial = root.object("trial"))
    out.trial = read_trial(*trial, vocabulary);
  else if (!root.has("trial"))
    root.error(ProblemCode::missing_key, "trial", "the draft holds no trial", "");
  if (const auto from = root.object("provenance")) out.provenance = read_provenance(*from);
  for (const Cursor& each : root.list("guessed"))
    out.guessed.push_back(
        {each.text("field").value_or(""), each.text("value").value_or(""), each.text("from").value_or("")});
  for (const char* name : {"start", "primary_completion", "completion", "last_update", "verified"})
    if (const auto dates = root.object("dates"))
      if (const auto date = dates->text(name)) out.dates[name] = *date;
  out.text = root.text("text").value_or("");
  if (const auto from = root.object("text_from")) out.text_from = read_provenance(*from);
  for (const Cursor& each : root.list("drafted"))
    out.drafted.push_back(read_drafted(each));
  return out;
}

} // namespace

std::string draft_file(const Draft& draft, const Vocabulary& vocabulary) {
  OrderedJson out = {{"draft", draft_format}};
  out["trial"] = trial_file_json(draft.trial, vocabulary);
  out["provenance"] = provenance_json(draft.provenance);
  out["guessed"] = OrderedJson::array();
  for (const Guess& each : draft.guessed)
    out["guessed"].push_back({{"field", each.field}, {"value", each.value}, {"from", each.from}});
  out["dates"] = OrderedJson::object();
  for (const auto& [name, date] : draft.dates)
    out["dates"][name] = date;
  out["text"] = nullable(draft.text);
  if (draft.text_from) out["text_from"] = provenance_json(*draft.text_from);
  out["drafted"] = OrderedJson::array();
  for (const DraftedRule& each : draft.drafted)
    out["drafted"].push_back(drafted_json(each));
  out["raw"] = OrderedJson::parse(draft.raw, nullptr, false);
  if (!draft.others.empty()) out["others"] = others_json(draft.others);
  out["seal"] = seal_of(out);
  return file_text(out);
}

Result<DraftFile> read_draft(std::string_view text, const Vocabulary& vocabulary) {
  const auto document = JsonDocument::parse(text, largest_draft);
  if (!document) return document.problems();
  Problems problems;
  const Cursor root(document->root(), "", problems);
  if (!root.expect_object()) return problems;
  if (root.text("draft").value_or("") != draft_format)
    root.error(ProblemCode::wrong_type, "draft", "this is no draft",
               "a draft begins with \"draft\": \"" + std::string(draft_format) + "\"");
  DraftFile out;
  out.draft = read_parts(root, vocabulary);
  OrderedJson unsealed = OrderedJson::parse(text);
  out.draft.raw = compact_text(unsealed.contains("raw") ? unsealed["raw"] : OrderedJson());
  out.draft.others = read_others(root, unsealed);
  unsealed.erase("seal");
  out.sealed = root.text("seal").value_or("") == seal_of(unsealed);
  if (problems.has_errors()) return problems;
  return Result<DraftFile>(std::move(out), std::move(problems));
}

} // namespace cartwright
