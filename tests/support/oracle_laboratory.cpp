// The oracle on residual disease, the HLA type and days with a steroid.
#include <algorithm>
#include <functional>

#include "tests/support/oracle_facts.hpp"

namespace cartwright::test {

using criteria::Relation;
using criteria::Token;
using criteria::TokenKind;
using criteria::WrittenTest;
using nlohmann::json;

namespace {

class Laboratory : public OracleTest {
public:
  using Evaluate = std::function<std::optional<Truth>(const OracleFacts&)>;
  explicit Laboratory(Evaluate evaluate) : evaluate_(std::move(evaluate)) {}
  std::optional<Truth> value(const OracleFacts& facts) const override { return evaluate_(facts); }

private:
  Evaluate evaluate_;
};

std::unique_ptr<const OracleTest> laboratory(Laboratory::Evaluate evaluate) {
  return std::make_unique<Laboratory>(std::move(evaluate));
}

/// One certain result, or none.
std::unique_ptr<const OracleTest> read_residual(const WrittenTest& written) {
  if (!written.conditions.empty() || written.operand.size() != 1) return nullptr;
  const std::string asked = written.operand[0].tokens.at(0).text;
  return laboratory([asked](const OracleFacts& facts) -> std::optional<Truth> {
    const json& results = facts.list("residual_disease", "");
    if (results.empty()) return Truth::unknown;
    if (results.size() > 1 || results[0].contains("uncertain")) return std::nullopt;
    return results[0]["result"] == asked ? Truth::yes : Truth::no;
  });
}

/// One allele of two fields; fields are compared one by one.
std::unique_ptr<const OracleTest> read_type(const WrittenTest& written) {
  if (written.arguments.size() != 1 || written.arguments[0].tokens.size() != 1) return nullptr;
  const std::string asked = written.arguments[0].tokens[0].text;
  return laboratory([asked](const OracleFacts& facts) -> std::optional<Truth> {
    bool open = false;
    for (const json& item : facts.list("hla", "items")) {
      const std::string typed = item["allele"];
      if (item.contains("uncertain")) return std::nullopt;
      const std::size_t shared = std::min(typed.size(), asked.size());
      if (typed.substr(0, shared) != asked.substr(0, shared)) continue;
      if (typed.size() >= asked.size()) return Truth::yes;
      open = true;
    }
    if (open) return Truth::unknown;
    if (facts.complete("hla")) return Truth::no;
    return facts.list("hla", "items").empty() ? std::optional(Truth::unknown) : std::nullopt;
  });
}

/// Every day is looked at, where all that was given is support on exact days.
std::optional<int> steroid_days(int first, const OracleFacts& facts) {
  if (!facts.list("therapies", "episodes").empty() || !facts.complete("therapies") ||
      !facts.complete("support"))
    return std::nullopt;
  int days = 0;
  for (int day = first; day <= facts.as_of; ++day) {
    bool given = false;
    for (const json& event : facts.list("support", "events")) {
      if (event["kind"] != "systemic_steroid") continue;
      const auto from = oracle_date(event, "date"), to = oracle_date(event, "until");
      if (!from || !from->exact() || (to && !to->exact()) || event.contains("uncertain")) return std::nullopt;
      given = given || (from->first <= day && day <= (to ? to->first : from->first));
    }
    days += given ? 1 : 0;
  }
  return days;
}

std::unique_ptr<const OracleTest> read_days(const WrittenTest& written) {
  if (written.arguments.size() != 3 || written.arguments[1].tokens[0].text != "days") return nullptr;
  const auto period = oracle_period(written.arguments[2].tokens, 1);
  const auto& bound = written.operand.at(0).tokens;
  if (!period || period->unit != 'd' || bound.size() != 1) return nullptr;
  const bool more = written.relation == Relation::greater;
  if (!more && written.relation != Relation::at_most) return nullptr;
  return laboratory([=, most = std::stoi(bound[0].text)](const OracleFacts& facts) -> std::optional<Truth> {
    const auto days = steroid_days(facts.as_of - period->count + 1, facts);
    if (!days) return std::nullopt;
    return (*days > most) == more ? Truth::yes : Truth::no;
  });
}

} // namespace

std::unique_ptr<const OracleTest> read_oracle_laboratory(const WrittenTest& written) {
  if (written.head.text == "mrd") return read_residual(written);
  return written.head.text == "hla" ? read_type(written) : read_days(written);
}

} // namespace cartwright::test
