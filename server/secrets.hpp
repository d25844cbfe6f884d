// Randomness and digests for tokens and ids.
//
// Tokens are kept as their SHA-256. A token is 256 random bits, so nobody can guess one from its digest and a
// deliberately slow hash (Argon2id), which protects what people can remember, would add nothing but a way to
// keep the server busy.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace cartwright {

using Digest = std::array<unsigned char, 32>;

Digest sha256(std::string_view bytes);
std::string hex(const Digest& digest);
/// Takes the same time wherever the two differ.
bool same(const Digest& a, const Digest& b);

/// From the operating system's generator; never fails quietly: ends the program when there is no randomness.
std::string random_bytes(std::size_t count);
/// Random capitals and digits without look-alikes (no 0, 1, I, O), five bits each.
std::string random_characters(std::size_t count);

} // namespace cartwright
