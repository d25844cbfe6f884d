// The few loops that touch every bit, once for each vector unit; the widest that this processor has is chosen
// at run time. All of them give the same bits.
#pragma once

#include <span>

#include "engine/population/planes.hpp"

namespace cartwright {

/// Where the planes of an operand begin: its "true" plane and its "false" plane. A negated operand names them
/// the other way round.
struct PlanePair {
  const Word* yes = nullptr;
  const Word* no = nullptr;
};

/// `words` is a multiple of chunk_words; every pointer is aligned to a cache line.
struct Kernels {
  const char* name;
  void (*all_of)(Word* yes, Word* no, const PlanePair* parts, std::size_t count, std::size_t words);
  void (*any_of)(Word* yes, Word* no, const PlanePair* parts, std::size_t count, std::size_t words);
  /// At least `need` parts hold. At most 63 parts.
  void (*at_least)(Word* yes, Word* no, const PlanePair* parts, std::size_t count, std::uint32_t need,
                   std::size_t words);
  /// All parts agree; unknown where they differ.
  void (*agreed)(Word* yes, Word* no, const PlanePair* parts, std::size_t count, std::size_t words);
  /// true where low >= bound, false where high < bound, for 64 * words patients.
  void (*from_bound)(Word* yes, Word* no, const double* low, const double* high, double bound,
                     std::size_t words);
};

/// Those that this processor can run, the portable one first, the fastest last.
std::span<const Kernels> runnable_kernels();
inline const Kernels& best_kernels() {
  return runnable_kernels().back();
}

inline constexpr std::size_t most_counted_parts = 63;

} // namespace cartwright
