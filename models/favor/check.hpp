// models/favor/check.hpp
// `check`: are the equations of the description consistent?
#pragma once

#include "models/favor/parameters.hpp"
#include "models/results.hpp"

namespace models::favor {

CheckReport check_model(const Parameters&);

}  // namespace models::favor
