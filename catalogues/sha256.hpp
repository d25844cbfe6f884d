// The fingerprint of the catalogue's files.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace cartwright {

class Sha256 {
public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  std::string hex(); ///< ends the sum

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace cartwright
