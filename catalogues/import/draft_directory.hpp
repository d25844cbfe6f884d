// The directory of drafts, changed as a whole: new drafts are written aside, and one exchange of directories
// makes them the state. Killed before that, the old state stands untouched.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/domain/result.hpp"

namespace cartwright {

class DraftDirectory {
public:
  /// Made when it is not there. Refused: a file, a directory that holds directories (it is something else),
  /// one that another import is changing. What a killed import left aside is cleared away.
  static Result<DraftDirectory> open(const std::filesystem::path& directory);
  ~DraftDirectory(); ///< forgets what was not committed
  DraftDirectory(DraftDirectory&&) noexcept;
  DraftDirectory& operator=(DraftDirectory&&) noexcept;

  /// The draft of a trial, as put here or as it stands.
  std::optional<std::string> find(const std::string& id) const;
  Problems put(const std::string& id, const std::string& text);
  /// Makes what was put the state. Does nothing when nothing was put.
  Problems commit();

private:
  struct State;
  explicit DraftDirectory(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

} // namespace cartwright
