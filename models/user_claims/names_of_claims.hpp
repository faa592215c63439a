// models/user_claims/names_of_claims.hpp
// The paths of a formula of a claim, such as samsung.action or derivative(payoff.samsung, T), made into
// names.
#pragma once

#include <string>
#include <vector>

#include "models/expressions/syntax.hpp"
#include "models/user_claims/quantities.hpp"

namespace models::user_claims {

/// How a formula calls quantity k once its paths are names: no user can write it.
std::string input_name(int quantity);

/// Every path that names a quantity becomes `input_name`, every other number of the description a literal.
/// Problems: names that mean nothing, derivatives of what is no payoff or choice or by what is no parameter.
void name_quantities(expressions::Syntax&, const std::string& subject, Quantities&,
                     std::vector<expressions::Problem>&);

}  // namespace models::user_claims
