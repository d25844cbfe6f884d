#include "engine/population/kernels.hpp"

#include <array>

#include "engine/population/kernel_sets.hpp"

namespace cartwright {

namespace {

struct Runnable {
  std::array<Kernels, 3> sets{portable_kernels(), portable_kernels(), portable_kernels()};
  std::size_t count = 1;
  void add(const Kernels& set) { sets[count++] = set; }
};

Runnable find_runnable() {
  Runnable out;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") != 0) out.add(avx2_kernels());
  if (__builtin_cpu_supports("avx512f") != 0) out.add(avx512_kernels());
#endif
  return out;
}

} // namespace

std::span<const Kernels> runnable_kernels() {
  static const Runnable all = find_runnable();
  return std::span(all.sets).first(all.count);
}

} // namespace cartwright
