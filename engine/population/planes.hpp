// Bit planes of a population: patients are columns, 64 to a word. A truth value of all patients is two
// planes, "is true" and "is false"; neither is set where it is unknown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

namespace cartwright {

using Word = std::uint64_t;
inline constexpr std::size_t word_bits = 64;
/// Planes are handled in chunks of one cache line.
inline constexpr std::size_t chunk_words = 8;

/// Words for so many patients, whole chunks.
constexpr std::size_t words_for(std::size_t patients) {
  const std::size_t per_chunk = word_bits * chunk_words;
  return (patients + per_chunk - 1) / per_chunk * chunk_words;
}

template <class T> struct CacheLineAllocator {
  using value_type = T;
  CacheLineAllocator() = default;
  template <class U> explicit CacheLineAllocator(const CacheLineAllocator<U>&) {}
  static constexpr std::align_val_t line{64};
  T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), line)); }
  void deallocate(T* at, std::size_t) { ::operator delete(at, line); }
  bool operator==(const CacheLineAllocator&) const { return true; }
};

/// Aligned for the vector units.
using Words = std::vector<Word, CacheLineAllocator<Word>>;
using Doubles = std::vector<double, CacheLineAllocator<double>>;

inline bool bit_of(const Word* plane, std::size_t patient) {
  return (plane[patient / word_bits] >> (patient % word_bits) & 1) != 0;
}
inline void set_bit(Word* plane, std::size_t patient, bool value) {
  const Word mask = Word{1} << (patient % word_bits);
  Word& word = plane[patient / word_bits];
  word = value ? word | mask : word & ~mask;
}

} // namespace cartwright
