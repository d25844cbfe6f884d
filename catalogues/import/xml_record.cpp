#include "catalogues/import/xml_record.hpp"

#include <algorithm>
#include <array>

#include <pugixml.hpp>

#include "catalogues/import/registry_words.hpp"
#include "catalogues/json_build.hpp"
#include "catalogues/json_cursor.hpp"
#include "catalogues/sha256.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

Problems refused(ProblemCode code, const std::string& message, const std::string& hint) {
  Problems out;
  out.error(code, "", message, hint);
  return out;
}

/// Nesting, by walking without recursion.
bool too_deep(const pugi::xml_node& root) {
  std::size_t depth = 0;
  pugi::xml_node at = root;
  while (at) {
    if (at.first_child()) {
      at = at.first_child();
      if (++depth > deepest_json) return true;
      continue;
    }
    while (at && at != root && !at.next_sibling()) {
      at = at.parent();
      --depth;
    }
    if (!at || at == root) return false;
    at = at.next_sibling();
  }
  return false;
}

/// The text of an element without the indentation that the registry's records carry on every line.
std::string flowing(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r'))
      line.remove_suffix(1);
    out += line;
    out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const std::size_t first = out.find_first_not_of('\n');
  return first == std::string::npos ? ""
                                    : std::string(out.substr(first, out.find_last_not_of('\n') - first + 1));
}

std::string text_at(const pugi::xml_node& node, const char* path) {
  return std::string(trimmed(node.first_element_by_path(path).text().get()));
}

std::vector<std::string> texts_at(const pugi::xml_node& node, const char* name) {
  std::vector<std::string> out;
  for (const pugi::xml_node& child : node.children(name))
    if (const auto text = trimmed(child.text().get()); !text.empty()) out.emplace_back(text);
  return out;
}

/// The elements that a draft says itself.
bool taken(const std::string& path) {
  constexpr std::array<std::string_view, 10> paths = {"id_info/nct_id",
                                                      "brief_title",
                                                      "overall_status",
                                                      "last_known_status",
                                                      "phase",
                                                      "sponsors/lead_sponsor/agency",
                                                      "eligibility/criteria",
                                                      "location/facility/name",
                                                      "location/facility/address/city",
                                                      "location/status"};
  return std::find(paths.begin(), paths.end(), path) != paths.end();
}

void add_element(OrderedJson& to, const std::string& name, OrderedJson value) {
  if (!to.contains(name)) {
    to[name] = std::move(value);
    return;
  }
  if (!to[name].is_array()) to[name] = OrderedJson::array({to[name]});
  to[name].push_back(std::move(value));
}

/// What is not taken, as JSON: elements become keys, repeated ones lists, attributes keys with "@". The depth
/// is limited before.
OrderedJson rest_of(const pugi::xml_node& node, const std::string& path) {
  OrderedJson out = OrderedJson::object();
  for (const pugi::xml_attribute& attribute : node.attributes())
    out["@" + std::string(attribute.name())] = attribute.value();
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    const std::string below = (path.empty() ? "" : path + "/") + child.name();
    if (taken(below)) continue;
    OrderedJson value = rest_of(child, below);
    if (!value.empty()) add_element(out, child.name(), std::move(value));
  }
  if (out.empty()) {
    const std::string text(trimmed(node.text().get()));
    return text.empty() ? OrderedJson() : OrderedJson(text);
  }
  return out;
}

RegistrySite read_site(const pugi::xml_node& from, std::size_t index, Problems& problems) {
  RegistrySite out;
  out.facility = text_at(from, "facility/name");
  out.city = text_at(from, "facility/address/city");
  out.state = text_at(from, "facility/address/state");
  out.country = text_at(from, "facility/address/country");
  out.status =
      registry_status(text_at(from, "status"), "location[" + std::to_string(index) + "].status", problems)
          .value;
  return out;
}

/// "ClinicalTrials.gov processed this data on July 17, 2020".
std::optional<Day> processed_on(const pugi::xml_node& study) {
  const std::string text = text_at(study, "required_header/download_date");
  const std::size_t at = text.rfind(" on ");
  const auto date = registry_date(at == std::string::npos ? text : text.substr(at + 4));
  if (!date || !date->exact()) return std::nullopt;
  return date->earliest();
}

void read_names(const pugi::xml_node& study, RegistryRecord& out, Problems& problems) {
  out.id = text_at(study, "id_info/nct_id");
  if (!is_registry_number(out.id))
    problems.error(ProblemCode::impossible_value, "id_info.nct_id",
                   "\"" + out.id.substr(0, 40) + "\" is no registry number", "NCT and eight digits");
  out.other_ids = texts_at(study.child("id_info"), "nct_alias");
  out.title = text_at(study, "brief_title");
  if (out.title.empty())
    problems.error(ProblemCode::missing_key, "brief_title", "the study has no title", "");
  out.official_title = text_at(study, "official_title");
  out.sponsor = text_at(study, "sponsors/lead_sponsor/agency");
  out.keywords = texts_at(study, "keyword");
  for (const pugi::xml_node& each : study.children("intervention"))
    for (const char* name : {"intervention_name", "other_name"})
      for (std::string& text : texts_at(each, name))
        out.interventions.push_back(std::move(text));
  for (const pugi::xml_node& each : study.children("arm_group"))
    for (std::string& text : texts_at(each, "arm_group_label"))
      out.arms.push_back(std::move(text));
}

void read_state(const pugi::xml_node& study, RegistryRecord& out, Problems& problems) {
  const RegistryStatus now = registry_status(text_at(study, "overall_status"), "overall_status", problems);
  out.status = now.value;
  out.registry_status = now.unmapped;
  if (const std::string last = text_at(study, "last_known_status"); !last.empty())
    out.last_known = registry_status(last, "last_known_status", problems).value;
  const std::string phase = text_at(study, "phase");
  out.phase = registry_phase(phase == "N/A" ? std::vector{phase} : split(phase, "/|"), "phase", problems);
  const std::pair<const char*, const char*> dated[] = {{"start_date", "start"},
                                                       {"primary_completion_date", "primary_completion"},
                                                       {"completion_date", "completion"},
                                                       {"last_update_posted", "last_update"},
                                                       {"verification_date", "verified"}};
  for (const auto& [name, key] : dated)
    if (const auto date = registry_date(text_at(study, name))) out.dates[key] = date->text();
  out.data_date = processed_on(study);
  const auto updated = registry_date(text_at(study, "last_update_posted"));
  if (!out.data_date && updated && updated->exact()) out.data_date = updated->earliest();
}

void read_eligibility(const pugi::xml_node& study, RegistryRecord& out) {
  const pugi::xml_node from = study.child("eligibility");
  out.text = flowing(from.first_element_by_path("criteria/textblock").text().get());
  out.sex = lower(text_at(from, "gender"));
  out.minimum_age = text_at(from, "minimum_age");
  out.maximum_age = text_at(from, "maximum_age");
}

Result<RegistryRecord> read_study(const pugi::xml_node& study) {
  Problems problems;
  RegistryRecord out;
  out.format = "ctgov_xml";
  read_names(study, out, problems);
  read_state(study, out, problems);
  read_eligibility(study, out);
  std::size_t index = 0;
  for (const pugi::xml_node& each : study.children("location"))
    out.sites.push_back(read_site(each, index++, problems));
  if (problems.has_errors()) return problems;
  out.rest = compact_text(rest_of(study, ""));
  return Result<RegistryRecord>(std::move(out), std::move(problems));
}

} // namespace

Result<RegistryRecord> read_xml_record(std::string_view text) {
  if (!valid_utf8(text))
    return refused(ProblemCode::malformed, "the record is not UTF-8", "save it as UTF-8");
  pugi::xml_document document;
  const auto parsed = document.load_buffer(text.data(), text.size(),
                                           pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
  if (!parsed)
    return refused(ProblemCode::malformed,
                   "this is not XML: " + std::string(parsed.description()) + " at byte " +
                       std::to_string(parsed.offset),
                   "the file may be cut off");
  for (const pugi::xml_node& node : document.children())
    if (node.type() == pugi::node_doctype &&
        std::string_view(node.value()).find_first_of("[%&") != std::string_view::npos)
      return refused(ProblemCode::malformed, "the record declares a document type with entities",
                     "no record of the registry does; it was not read");
  const pugi::xml_node study = document.child("clinical_study");
  if (!study) return refused(ProblemCode::missing_key, "this is no study: there is no <clinical_study>", "");
  if (too_deep(document)) return refused(ProblemCode::too_large, "the record is nested too deep", "");
  auto out = read_study(study);
  if (!out) return out;
  Sha256 sum;
  sum.add(text);
  out->digest = "sha256:" + sum.hex();
  return out;
}

} // namespace cartwright
