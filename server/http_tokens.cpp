#include "server/http_tokens.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

const std::string line_shape =
    "A line is the token's SHA-256 in 64 hex digits, a blank and a label; '#' begins a comment.";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<TokenDigest> digest_of(std::string_view text) {
  TokenDigest digest{};
  if (text.size() != 2 * digest.size()) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const int high = hex_digit(text[2 * i]);
    const int low = hex_digit(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest[i] = static_cast<unsigned char>(high * 16 + low);
  }
  return digest;
}

void check_file(const std::filesystem::path& file, Problems& problems) {
  struct stat status {};
  if (stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
    problems.error(ProblemCode::unavailable, file.string(), "The token file is not a file that can be read.");
  else if ((status.st_mode & (S_IRWXO | S_IWGRP)) != 0)
    problems.error(ProblemCode::impossible_value, file.string(),
                   "The token file is open to others than its owner.", "chmod 600 " + file.string());
}

} // namespace

/// Reads one line into `tokens`; the message never repeats the line, which may be a token by mistake.
void BearerTokens::read_line(std::string_view line, const std::string& where, std::vector<Line>& tokens,
                             Problems& problems) {
  line = trimmed(line);
  if (line.empty() || line.front() == '#') return;
  const auto blank = line.find_first_of(" \t");
  const auto digest = digest_of(line.substr(0, blank));
  if (!digest || blank == std::string_view::npos)
    problems.error(ProblemCode::malformed, where, "This is not a digest and a label.", line_shape);
  else if (std::any_of(tokens.begin(), tokens.end(),
                       [&](const Line& each) { return each.digest == *digest; }))
    problems.error(ProblemCode::duplicate, where, "This token stands in the file already.");
  else
    tokens.push_back({*digest, std::string(trimmed(line.substr(blank)))});
}

Result<BearerTokens> BearerTokens::load(const std::filesystem::path& file) {
  Problems problems;
  check_file(file, problems);
  if (problems.has_errors()) return problems;
  std::ifstream stream(file);
  BearerTokens tokens;
  std::string line;
  for (int number = 1; std::getline(stream, line); ++number)
    read_line(line, file.string() + ":" + std::to_string(number), tokens.tokens_, problems);
  if (stream.bad() || !stream.eof())
    problems.error(ProblemCode::unavailable, file.string(), "The token file cannot be read to its end.");
  else if (tokens.tokens_.empty() && problems.empty())
    problems.error(ProblemCode::missing_key, file.string(), "The token file holds no token.", line_shape);
  if (problems.has_errors()) return problems;
  return tokens;
}

std::optional<std::string> BearerTokens::owner(std::string_view authorization) const {
  const auto token = bearer_token(authorization);
  if (!token) return std::nullopt;
  const TokenDigest given = sha256(*token);
  const Line* found = nullptr;
  for (const Line& each : tokens_)
    if (same(given, each.digest)) found = &each; // never leaves early
  return found == nullptr ? std::nullopt : std::optional(found->label);
}

std::optional<std::string_view> bearer_token(std::string_view authorization) {
  static constexpr std::string_view scheme = "bearer ";
  if (authorization.size() <= scheme.size()) return std::nullopt;
  if (lower(authorization.substr(0, scheme.size())) != scheme) return std::nullopt;
  return trimmed(authorization.substr(scheme.size()));
}

} // namespace cartwright
