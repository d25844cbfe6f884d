#include "catalogues/store/json_difference.hpp"

#include <set>

#include "catalogues/json_build.hpp"

namespace cartwright {

namespace {

constexpr std::size_t longest_shown = 400;

std::string shown(const OrderedJson* value) {
  if (value == nullptr) return "nothing";
  std::string out = value->is_string() ? value->get<std::string>() : compact_text(*value);
  if (out.size() <= longest_shown) return out;
  std::size_t end = longest_shown;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) // between characters only
    --end;
  return out.substr(0, end) + " ...";
}

const OrderedJson* find(const OrderedJson& object, const std::string& key) {
  const auto at = object.find(key);
  return at == object.end() ? nullptr : &*at;
}

std::string id_of(const OrderedJson& entry) {
  const auto at = entry.is_object() ? entry.find("id") : entry.end();
  return entry.is_object() && at != entry.end() && at->is_string() ? at->get<std::string>() : "";
}

/// Every entry an object with an id of its own.
bool by_id(const OrderedJson& list) {
  std::set<std::string> ids;
  for (const OrderedJson& entry : list)
    if (id_of(entry).empty() || !ids.insert(id_of(entry)).second) return false;
  return !list.empty();
}

class Comparison {
public:
  void compare(const std::string& where, const OrderedJson* before, const OrderedJson* after) {
    if (before != nullptr && after != nullptr) {
      if (*before == *after) return;
      if (before->is_object() && after->is_object()) return objects(where, *before, *after);
      if (before->is_array() && after->is_array()) return lists(where, *before, *after);
    }
    out_.push_back({where, shown(before), shown(after)});
  }
  std::vector<JsonChange> take() { return std::move(out_); }

private:
  void objects(const std::string& where, const OrderedJson& before, const OrderedJson& after) {
    const std::string prefix = where.empty() ? "" : where + ".";
    for (const auto& [key, value] : before.items())
      compare(prefix + key, &value, find(after, key));
    for (const auto& [key, value] : after.items())
      if (find(before, key) == nullptr) compare(prefix + key, nullptr, &value);
  }

  void lists(const std::string& where, const OrderedJson& before, const OrderedJson& after) {
    if ((by_id(before) || before.empty()) && (by_id(after) || after.empty()))
      return lists_by_id(where, before, after);
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i)
      compare(where + "[" + std::to_string(i) + "]", i < before.size() ? &before[i] : nullptr,
              i < after.size() ? &after[i] : nullptr);
  }

  void lists_by_id(const std::string& where, const OrderedJson& before, const OrderedJson& after) {
    const auto entry = [](const OrderedJson& list, const std::string& id) {
      for (const OrderedJson& each : list)
        if (id_of(each) == id) return &each;
      return static_cast<const OrderedJson*>(nullptr);
    };
    const std::size_t found = out_.size();
    for (const OrderedJson& each : before)
      compare(where + "[" + id_of(each) + "]", &each, entry(after, id_of(each)));
    for (const OrderedJson& each : after)
      if (entry(before, id_of(each)) == nullptr) compare(where + "[" + id_of(each) + "]", nullptr, &each);
    if (out_.size() == found) out_.push_back({where, "another order", "this order"});
  }

  std::vector<JsonChange> out_;
};

} // namespace

std::vector<JsonChange> json_difference(std::string_view before, std::string_view after) {
  const auto parsed = [](std::string_view text) {
    OrderedJson out = OrderedJson::parse(text, nullptr, false);
    return out.is_discarded() ? OrderedJson(nullptr) : out;
  };
  const OrderedJson from = parsed(before), to = parsed(after);
  Comparison comparison;
  comparison.compare("", from.is_null() ? nullptr : &from, to.is_null() ? nullptr : &to);
  return comparison.take();
}

} // namespace cartwright
