// apps/sweep/record_text.hpp
// What a journal keeps of a finished point: a JSON object on one line whose parts are found without parsing
// it.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "apps/sweep/points.hpp"

namespace apps::sweep {

/// {"point":1,"key":"KEY","status":"certified","certified":true,"columns":"a,b","rows":["1,2","3,4"]} with
/// lines of CSV, or "record":{...} in the place of the last two. `number` counts the points from 1.
std::string record_text(std::size_t number, std::string_view key, const PointResult&);

/// The parts of such a text, which it points into.
struct RecordView {
  std::size_t number = 0;
  std::string_view key;
  models::Status status = models::Status::failed;
  bool certified = false;
  std::string_view columns;  ///< as it stands between its quotes; empty where there is a record
  std::string_view rows;     ///< as they stand between the brackets
  std::string_view record;   ///< a JSON object; empty where there are rows

  /// The lines of CSV one by one, without line breaks; each is gone after its call.
  void each_row(const std::function<void(std::string_view line)>&) const;
};

/// Nothing where the text is not of this form. Only texts whose checksum agrees are worth asking about.
std::optional<RecordView> view_of(std::string_view text);

PointResult result_of(const RecordView&);

/// What a JSON string says, from what stands between its quotes.
std::string unescaped(std::string_view);

}  // namespace apps::sweep
