// The commands that change a case.
#pragma once

#include "engine/domain/result.hpp"
#include "server/casebook/case_record.hpp"
#include "tools/arguments.hpp"

namespace cartwright {

/// The case as the change left it, with the warnings of a profile that went in.
Result<CaseRecord> change_case(const Arguments& arguments);

} // namespace cartwright
