// The one service as the doors see it: text in, text out, so that HTTP can be tested against a stub and the
// CLI shares every answer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/domain/problem.hpp"

namespace cartwright {

struct Ask {
  std::string_view body; ///< JSON: a profile, or {"patient": profile, "as_of": ..., "top": ..., "trials":
                         ///< [...], "weights": {...}}
  std::string
      as_of; ///< overrides nothing in the body; empty: the body's, else today's date as the door gives it
  std::string id; ///< from the path: a trial, a centre, a sample
  std::vector<std::pair<std::string, std::string>> parameters = {}; ///< of the address, decoded
};

enum class Outcome : std::uint8_t { ok, created, wrong_input, not_found, conflict, too_large, unavailable };

struct Reply {
  Outcome outcome = Outcome::ok;
  std::string body;  ///< JSON when ok; empty otherwise
  Problems problems; ///< why not
};

/// Thread-safe: every call is const and works on immutable data.
class Answering {
public:
  virtual ~Answering() = default;
  virtual Reply match(const Ask& ask) const = 0;
  virtual Reply explain(const Ask& ask) const = 0; ///< ask.id: the trial
  virtual Reply review(const Ask& ask) const = 0;
  virtual Reply check(const Ask& ask) const = 0;
  virtual Reply trials() const = 0;
  virtual Reply trial(const Ask& ask) const = 0;
  virtual Reply centres() const = 0;
  virtual Reply centre(const Ask& ask) const = 0;
  virtual Reply pathways() const = 0; ///< treatment approaches as the catalogue states them
  virtual Reply products() const = 0; ///< approvals by country
  virtual Reply samples() const = 0;  ///< [{"id", "title", "summary"}]: shipped synthetic patients
  virtual Reply sample(const Ask& ask) const = 0;
  virtual Reply search(const Ask& ask) const = 0;   ///< ask.parameters: words, filters and limits
  virtual Reply complete(const Ask& ask) const = 0; ///< ask.parameters: q, what was typed so far
};

} // namespace cartwright
