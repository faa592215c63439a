#include "apps/sweep/executor_mpi.hpp"

#include <algorithm>
#include <cstdlib>
#include <list>

#include <mpi.h>
#include <sys/mman.h>
#include <unistd.h>

#include "apps/common/failure.hpp"
#include "apps/common/interrupt.hpp"
#include "apps/common/narration.hpp"
#include "apps/common/numbers.hpp"
#include "apps/common/run.hpp"
#include "apps/common/text_files.hpp"
#include "apps/sweep/messages.hpp"
#include "apps/sweep/ranks.hpp"

namespace apps::sweep {
namespace {

using Words = std::vector<std::string>;

class MpiMessenger : public Messenger {
 public:
  int rank() const override { return number(MPI_Comm_rank); }
  int size() const override { return number(MPI_Comm_size); }

  void send(int to, MessageKind kind, std::string bytes) override {
    std::erase_if(pending_, [](auto& sending) { return sending.has_arrived(); });
    auto& sending = pending_.emplace_back();
    sending.bytes = std::move(bytes);
    MPI_Isend(sending.bytes.data(), static_cast<int>(sending.bytes.size()), MPI_BYTE, to,
              static_cast<int>(kind), MPI_COMM_WORLD, &sending.request);
  }

  std::optional<Message> poll() override {
    int is_there = 0, length = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &is_there, &status);
    if (!is_there) return std::nullopt;
    MPI_Get_count(&status, MPI_BYTE, &length);
    Message message{status.MPI_SOURCE, static_cast<MessageKind>(status.MPI_TAG),
                    std::string(static_cast<std::size_t>(length), '\0')};
    MPI_Recv(message.bytes.data(), length, MPI_BYTE, status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    return message;
  }

  /// What rank 0 has, on every rank.
  std::string shared(std::string text) {
    auto length = static_cast<std::uint64_t>(text.size());
    MPI_Bcast(&length, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
    text.resize(length);
    MPI_Bcast(text.data(), static_cast<int>(length), MPI_BYTE, 0, MPI_COMM_WORLD);
    return text;
  }

  void finish() {
    for (auto& sending : pending_) MPI_Wait(&sending.request, MPI_STATUS_IGNORE);
    MPI_Finalize();
  }

 private:
  struct Sending {
    std::string bytes;
    MPI_Request request = MPI_REQUEST_NULL;

    bool has_arrived() {
      int arrived = 0;
      MPI_Test(&request, &arrived, MPI_STATUS_IGNORE);
      return arrived != 0;
    }
  };

  static int number(int (*ask)(MPI_Comm, int*)) {
    int value = 0;
    ask(MPI_COMM_WORLD, &value);
    return value;
  }

  std::list<Sending> pending_;
};

/// From now on standard input holds this text, on ranks that have none of their own.
void become_standard_input(const std::string& text) {
  const int file = ::memfd_create("stdin", 0);
  for (std::size_t at = 0; at < text.size();) {
    const auto count = ::write(file, text.data() + at, text.size() - at);
    if (count <= 0) break;  // read as shorter, and refused there as rank 0 would not
    at += static_cast<std::size_t>(count);
  }
  ::lseek(file, 0, SEEK_SET);
  ::dup2(file, STDIN_FILENO);
  ::close(file);
}

/// What must not differ between ranks: standard input, a seed that is drawn. One thread a rank, unless asked.
void agree(MpiMessenger& messenger, Arguments& arguments) {
  if (arguments.color == When::automatic && std::getenv("OMPI_COMM_WORLD_SIZE"))
    arguments.color = When::never;  // mpirun gives rank 0 a terminal even where its own output is a file
  const bool has_work =
      arguments.verb && arguments.verb->is_distributed && !arguments.help && !arguments.version;
  if (!has_work && messenger.rank() > 0) throw Dismissed();
  if (!has_work || messenger.size() == 1) return;
  const auto& operands = arguments.operands;
  if (std::find(operands.begin(), operands.end(), "-") != operands.end()) {
    constexpr std::size_t largest_description = 16UL << 20;
    const bool is_writer = messenger.rank() == 0;
    become_standard_input(messenger.shared(is_writer ? read_file("-", largest_description) : ""));
  }
  if (arguments.seed_was_drawn)
    arguments.seed = std::stoull(messenger.shared(std::to_string(*arguments.seed)));
  const auto& words = arguments.words;
  if (std::none_of(words.begin(), words.end(), [](const auto& w) { return w.starts_with("--threads"); }))
    arguments.threads = 1;
}

/// Throws UsageError.
RankOptions rank_options() {
  RankOptions options;
  if (const char* text = std::getenv("ENTENTE_RANK_SILENCE"))
    options.longest_silence = std::chrono::duration<double>(read_positive("ENTENTE_RANK_SILENCE", text));
  return options;
}

int refuse(MpiMessenger& messenger, const Failure& failure) {
  if (messenger.rank() == 0) tell(std::string(failure.what()) + "\n");
  messenger.finish();
  return static_cast<int>(failure.code);
}

int write_and_dismiss(MpiMessenger& messenger, RankExecutor& ranks, const Words& words) {
  auto code = run_guarded(words, [&](Arguments& arguments) { agree(messenger, arguments); });
  if (!ranks.dismiss()) {  // a rank that hangs would keep the others from ending
    if (code == ExitCode::done || code == ExitCode::not_certified) code = ExitCode::stopped;
    MPI_Abort(MPI_COMM_WORLD, static_cast<int>(code));
  }
  messenger.finish();
  return static_cast<int>(code);
}

int serve_until_dismissed(MpiMessenger& messenger, RankExecutor& ranks, const Words& words) {
  fall_silent();
  try {
    run(words, [&](Arguments& arguments) { agree(messenger, arguments); });
  } catch (const Dismissed&) {
  } catch (...) {
    messenger.send(0, MessageKind::fault, bytes_of(failure_of(std::current_exception())));
  }
  ranks.await_dismissal();
  messenger.finish();
  return 0;
}

}  // namespace

int run_on_ranks(int argc, char** argv) {
  int provided = 0;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);
  handle_signals();
  const Words words(argv + 1, argv + argc);
  MpiMessenger messenger;
  RankOptions options;
  try {
    options = rank_options();
  } catch (...) {  // on every rank alike
    return refuse(messenger, failure_of(std::current_exception()));
  }
  RankExecutor ranks(messenger, options);
  if (messenger.size() > 1) use_executor(ranks);
  return messenger.rank() == 0 ? write_and_dismiss(messenger, ranks, words)
                               : serve_until_dismissed(messenger, ranks, words);
}

}  // namespace apps::sweep
