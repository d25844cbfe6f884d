// HLA alleles as laboratories write them: "A*02:01", of which "A*02" is less and "A*02:01:01" more.
#pragma once

#include <string_view>

#include "engine/domain/truth.hpp"

namespace cartwright {

/// A gene, an asterisk and up to four fields of digits; the last may end in one letter of expression.
bool is_allele(std::string_view text);
std::string_view gene_of(std::string_view allele); ///< "A" of "A*02:01"
/// Whether a typed allele is the one asked for; one typed in fewer fields may be.
Truth is_same_allele(std::string_view typed, std::string_view asked);

} // namespace cartwright
