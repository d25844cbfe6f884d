#include "tests/support/scratch.hpp"

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cartwright::test {

Scratch::Scratch() {
  std::string name = (std::filesystem::temp_directory_path() / "cartwright-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no scratch directory can be made");
  directory_ = name;
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

namespace {

struct Child {
  pid_t id = 0;
  int from = 0; ///< where its words arrive
};

Child start(const std::function<int(const Say&)>& work) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t id = fork();
  if (id < 0) throw std::runtime_error("no child");
  if (id > 0) {
    close(ends[1]);
    return {id, ends[0]};
  }
  close(ends[0]);
  const Say say = [to = ends[1]](const std::string& text) {
    if (write(to, text.data(), text.size()) < 0) _exit(99);
  };
  _exit(work(say)); // without the parent's destructors
}

ChildEnd end_of(const Child& child) {
  ChildEnd out;
  char buffer[4096];
  for (ssize_t got = 0; (got = read(child.from, buffer, sizeof buffer)) > 0;)
    out.said.append(buffer, static_cast<std::size_t>(got));
  close(child.from);
  int status = 0;
  waitpid(child.id, &status, 0);
  out.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return out;
}

} // namespace

ChildEnd in_child(const std::function<int(const Say&)>& work) {
  return end_of(start(work));
}

ChildEnd killed_after(std::chrono::microseconds while_, const std::function<int(const Say&)>& work) {
  const Child child = start(work);
  std::this_thread::sleep_for(while_);
  kill(child.id, SIGKILL);
  return end_of(child);
}

void limit_file_size(std::size_t bytes) {
  signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = bytes;
  setrlimit(RLIMIT_FSIZE, &limit);
}

void become_nobody() {
  constexpr uid_t nobody = 65534;
  if (geteuid() == 0 && (setgid(nobody) != 0 || setuid(nobody) != 0)) _exit(98);
}

} // namespace cartwright::test
