// models/user_claims/judge.hpp
// The claims of a description judged: proved on their box, held at its points, or refuted at one of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/claims.hpp"
#include "models/read_model.hpp"

namespace models::user_claims {

/// All claims of one description, or those of the given ids, as tasks that may run in any order on any
/// number of threads: what is found depends on the description and the seed alone.
class ClaimStudy {
 public:
  /// `command`: how the program is told to read the model, such as "mine.toml --set players.reward=2".
  /// Throws DescriptionError for names in formulas that mean nothing; equilibria of one point say what
  /// there is to name.
  ClaimStudy(const Document&, const ReadOptions&, const std::vector<std::string>& ids, const VerifyOptions&,
             std::string command);
  ~ClaimStudy();
  ClaimStudy(ClaimStudy&&) noexcept;

  const std::vector<ClaimEntry>& entries() const;

  std::size_t tasks() const;
  void run(std::size_t task);
  /// The claims that share the work of a task.
  const std::vector<std::size_t>& claims_of(std::size_t task) const;

  /// What the tasks found of claim number k; solves a few points more to make a counterexample simple.
  Finding finding(std::size_t k) const;

 private:
  class Study;
  std::unique_ptr<Study> study_;
};

}  // namespace models::user_claims
