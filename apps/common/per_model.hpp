// apps/common/per_model.hpp
// The course of `solve`, `certify`, `bound` and `check`: open every MODEL, answer one by one, write as asked.
#pragma once

#include <functional>

#include "apps/common/arguments.hpp"
#include "apps/common/exit_code.hpp"
#include "apps/common/open_model.hpp"
#include "models/results.hpp"

namespace apps {

/// What a verb does with one model.
template <typename Answer>
using Verb = std::function<Answer(const OpenModel&, const models::RunOptions&)>;

/// Every MODEL is read before the first is answered, so that a fault of input leaves no partial output.
/// Answer: models::Solution, models::Bounds or models::CheckReport.
template <typename Answer>
ExitCode answer_each(const Arguments&, const Verb<Answer>&);

}  // namespace apps
