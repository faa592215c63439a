// apps/sweep/messenger.hpp
// Messages between the processes of one run.
#pragma once

#include <optional>
#include <string>

namespace apps::sweep {

enum class MessageKind {
  work,     ///< to a worker: pieces to do
  halt,     ///< to a worker: begin nothing more, end what runs
  over,     ///< to a worker: this round has all its results
  quit,     ///< to a worker: the run has ended
  results,  ///< to the writer: finished pieces; without any, a sign of life
  fault,    ///< to the writer: what ended the work here
  bye,      ///< to the writer: this process does nothing more
};

struct Message {
  int from = 0;
  MessageKind kind = MessageKind::quit;
  std::string bytes;
};

/// Used by one thread of each process. Messages between two processes keep their order.
class Messenger {
 public:
  virtual ~Messenger() = default;
  virtual int rank() const = 0;  ///< 0 is the writer
  virtual int size() const = 0;
  virtual void send(int to, MessageKind, std::string bytes) = 0;  ///< does not wait for the receiver
  virtual std::optional<Message> poll() = 0;                      ///< the next message that is there
};

}  // namespace apps::sweep
