#include "server/rematch/rematch.hpp"

#include <atomic>
#include <fstream>
#include <iterator>
#include <thread>

#include "catalogues/load_catalogue.hpp"
#include "catalogues/sha256.hpp"
#include "server/json_document.hpp"
#include "server/postgres.hpp"
#include "server/rematch/answer_case.hpp"
#include "server/rematch/run_lock.hpp"
#include "server/version.hpp"

namespace cartwright {

namespace {

class Rematch {
public:
  Rematch(sql::Database& database, const Snapshot& snapshot, const RunWanted& wanted)
      : database_(database), wanted_(wanted), catalogue_(keep(snapshot, wanted.context)),
        offered_(offered_trials(snapshot)),
        frame_{snapshot, catalogue_, wanted.as_of, offered_, StandingPlan(snapshot, offered_), nullptr, {},
               true,     {},         true,         {}} {}

  Result<RunDone> run() {
    if (wanted_.worker && !sql::names_postgres(database_.place()))
      return sql::unavailable(database_, "workers share a run only on PostgreSQL",
                              "leave out --worker: on SQLite one program makes the whole run");
    const auto lock = RunLock::take(database_, wanted_.worker);
    if (!lock) return lock.problems();
    Problems problems = begin();
    if (problems.empty()) problems = prepare();
    while (problems.empty() && !finished_)
      problems = wanted_.worker ? claimed_batch() : whole_batch();
    if (!problems.empty()) return problems;
    return std::move(done_);
  }

private:
  RunBinding binding() const { return {catalogue_.revision, wanted_.as_of, std::string(version)}; }
  bool bound_alike(const RunHead& run) const {
    return run.revision == catalogue_.revision && run.as_of == wanted_.as_of && run.program == version;
  }

  /// Takes up the run that is under way, or begins one.
  Problems begin() {
    sql::Transaction work(database_, sql::Access::write);
    auto running = newest_run(work, "running");
    if (running && !bound_alike(*running)) {
      if (wanted_.worker) return other_run(*running);
      abandon_run(work, *running);
      running.reset();
    }
    if (wanted_.worker && !running && nothing_left(work)) return {};
    done_.resumed = running.has_value();
    done_.run =
        running ? *running
                : add_run(work, {binding(), catalogue_, wanted_.actor.name, wanted_.clock(), wanted_.batch});
    return work.commit();
  }

  /// The others have finished the very run that this worker came for.
  bool nothing_left(sql::Transaction& work) {
    const auto last = newest_run(work, "finished");
    if (!last || !bound_alike(*last)) return false;
    if (work.one("SELECT 1 FROM cases WHERE changed >= $1 LIMIT 1", {last->started})) return false;
    done_.run = *last;
    finished_ = true;
    return true;
  }

  Problems other_run(const RunHead& run) const {
    return sql::unavailable(database_,
                            "run " + std::to_string(run.id) + " is under way, as of " + text_of(run.as_of) +
                                (run.revision == catalogue_.revision ? "" : ", of another catalogue") +
                                (run.program == version ? "" : ", of another version of the program"),
                            "join it with the same catalogue, date and program; or end its workers and let "
                            "cartwright rematch begin anew");
  }

  /// The run before, and every catalogue in which an answer that still holds was given.
  Problems prepare() {
    if (finished_ || !done_.run.base) return {};
    sql::Transaction work(database_, sql::Access::read);
    const auto base = find_run(work, *done_.run.base);
    for (const sql::Row& row : work.run("SELECT DISTINCT revision FROM runs WHERE state = 'finished' AND "
                                        "EXISTS (SELECT 1 FROM answers WHERE run = runs.id)"))
      if (auto catalogue = catalogue_of(work, row.text(0)))
        frame_.earlier.emplace(row.text(0), laid_against(frame_, std::move(*catalogue)));
    if (base && !frame_.earlier.contains(base->revision))
      if (auto catalogue = catalogue_of(work, base->revision))
        frame_.earlier.emplace(base->revision, laid_against(frame_, std::move(*catalogue)));
    if (work.failed()) return work.problems();
    frame_.base = &frame_.earlier.at(base->revision).catalogue;
    frame_.base_as_of = base->as_of;
    frame_.same_program = base->program == version;
    find_what_may_be_kept(frame_);
    frame_.ask_everything = frame_.ask_everything || wanted_.full;
    return {};
  }

  /// Nobody else writes this run, so nothing has to be held while cases are answered.
  Problems whole_batch() {
    std::optional<Batch> batch;
    std::vector<CaseToAnswer> cases;
    {
      sql::Transaction work(database_, sql::Access::read);
      batch = next_batch(work, done_.run, false);
      if (batch) cases = cases_of(work, done_.run, *batch);
      if (work.failed()) return work.problems();
    }
    const std::vector<CaseOutcome> outcomes = answer(cases);
    sql::Transaction work(database_, sql::Access::write);
    if (batch)
      store(work, *batch, cases, outcomes);
    else
      finish(work);
    return work.commit();
  }

  /// In one transaction: a worker that dies gives its batch back.
  Problems claimed_batch() {
    sql::Transaction work(database_, sql::Access::batch);
    if (const auto batch = next_batch(work, done_.run, true)) {
      const auto cases = cases_of(work, done_.run, *batch);
      if (work.failed()) return work.problems();
      store(work, *batch, cases, answer(cases));
    } else if (const BatchCount count = count_batches(work, done_.run); count.all == count.done) {
      if (Problems problems = work.commit(); !problems.empty()) return problems;
      sql::Transaction last(database_, sql::Access::write); // the trail has one writer at a time
      finish(last);
      return last.commit();
    } else { // others have the last ones in hand; if they die, those are ours
      if (work.failed()) return work.problems();
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return work.commit();
  }

  std::vector<CaseOutcome> answer(const std::vector<CaseToAnswer>& cases) {
    std::vector<CaseOutcome> out(cases.size());
    std::atomic<std::size_t> next{0};
    const auto help = [&] {
      for (std::size_t i = next++; i < cases.size(); i = next++)
        out[i] = answer_case(frame_, cases[i]);
    };
    std::vector<std::thread> helpers;
    for (std::size_t i = 1; i < wanted_.threads; ++i)
      helpers.emplace_back(help);
    help();
    for (std::thread& each : helpers)
      each.join();
    return out;
  }

  void store(sql::Transaction& work, const Batch& batch, const std::vector<CaseToAnswer>& cases,
             const std::vector<CaseOutcome>& outcomes) {
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (outcomes[i].store) store_answer(work, done_.run, cases[i], outcomes[i].answer);
      if (outcomes[i].note) store_note(work, done_.run, cases[i], *outcomes[i].note);
      done_.evaluated += static_cast<std::int64_t>(outcomes[i].asked);
      done_.stored += outcomes[i].store ? 1 : 0;
      done_.noted += outcomes[i].note ? 1 : 0;
    }
    done_.answered += static_cast<std::int64_t>(cases.size());
    mark_done(work, done_.run, batch, wanted_.clock(), wanted_.actor.name);
    if (wanted_.progress) tell_progress(work, batch);
  }

  void tell_progress(sql::Transaction& work, const Batch& batch) {
    const BatchCount count = count_batches(work, done_.run);
    if (count.all > 0 && batch.number > 0)
      wanted_.progress({done_.run.cases * count.done / count.all, done_.run.cases});
  }

  void finish(sql::Transaction& work) {
    const std::string at = wanted_.clock();
    if (finish_run(work, done_.run, at))
      append_audit(work, wanted_.actor, at, "run.finished", std::nullopt,
                   Json({{"run", done_.run.id}, {"cases", done_.run.cases}}).dump());
    if (const auto run = find_run(work, done_.run.id)) done_.run = *run;
    finished_ = true;
  }

  sql::Database& database_;
  const RunWanted& wanted_;
  KeptCatalogue catalogue_;
  std::vector<std::size_t> offered_;
  RunFrame frame_;
  RunDone done_;
  bool finished_ = false;
};

} // namespace

Result<RunDone> rematch(sql::Database& database, const Snapshot& snapshot, const RunWanted& wanted) {
  return Rematch(database, snapshot, wanted).run();
}

std::string context_of(const std::filesystem::path& catalogue) {
  Sha256 sum;
  for (const std::filesystem::path& file : catalogue_files(catalogue)) {
    if (*file.begin() == "trials") continue;
    std::ifstream in(catalogue / file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    sum.add(file.generic_string() + "\n" + std::to_string(bytes.size()) + "\n");
    sum.add(bytes);
  }
  return sum.hex();
}

} // namespace cartwright
