// A directory that goes away, and work done in a process of its own: one that may be killed, starved of disk
// or stripped of rights without harming the tests.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

namespace cartwright::test {

class Scratch {
public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::filesystem::path& directory() const { return directory_; }
  std::filesystem::path operator/(const std::string& name) const { return directory_ / name; }

private:
  std::filesystem::path directory_;
};

/// What a child process wrote through `say`, and how it ended.
struct ChildEnd {
  std::string said;
  int exit_code = 0; ///< -1 when a signal ended it
};
using Say = std::function<void(const std::string&)>;

/// Runs the work in a child; its return value is the exit code.
ChildEnd in_child(const std::function<int(const Say&)>& work);
/// The same, killed with SIGKILL after a while.
ChildEnd killed_after(std::chrono::microseconds while_, const std::function<int(const Say&)>& work);

/// For a child: files cannot grow beyond this; a write that would gets an error, not a signal.
void limit_file_size(std::size_t bytes);
/// For a child: gives up the superuser's rights, which no permission of a file binds.
void become_nobody();

} // namespace cartwright::test
