// Cases, tokens and the audit trail as text for people.
#pragma once

#include <string>
#include <vector>

#include "server/answer_text.hpp"
#include "server/casebook/audit.hpp"
#include "server/casebook/case_record.hpp"
#include "server/casebook/tokens.hpp"

namespace cartwright {

std::string case_text(const CaseRecord& record, const TextStyle& style);
std::string case_list_text(const std::vector<CaseHead>& cases, const std::string& next,
                           const TextStyle& style);
std::string audit_text(const std::vector<AuditEntry>& entries, const TextStyle& style);
std::string tokens_text(const std::vector<TokenHead>& tokens, const std::string& now, const TextStyle& style);

} // namespace cartwright
