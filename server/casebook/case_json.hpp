// Cases, tokens and the audit trail as JSON: key order fixed, null for what is not there.
#pragma once

#include <string>
#include <vector>

#include "server/casebook/audit.hpp"
#include "server/casebook/case_record.hpp"
#include "server/casebook/tokens.hpp"

namespace cartwright {

/// Everything about a case but what its profiles say. `warnings` are those of a profile just stored.
std::string case_json(const CaseRecord& record, const Problems& warnings = {});
/// `next` is the id to go on after; empty: these were all.
std::string case_list_json(const std::vector<CaseHead>& cases, const std::string& next);
/// The case with the body of every profile and its entries of the trail: all that is stored about it.
Result<std::string> export_of(Casebook& casebook, const CaseId& id);

std::string audit_json(const std::vector<AuditEntry>& entries);
std::string audit_state_json(const AuditState& state);
std::string tokens_json(const std::vector<TokenHead>& tokens);
/// Of one token; `secret` is the token itself, told once.
std::string token_json(const TokenHead& head, const std::string& secret = "");

} // namespace cartwright
