// A value or the problems that prevented it: the std::expected subset that we use.
#pragma once

#include <optional>
#include <utility>

#include "engine/domain/problem.hpp"

namespace cartwright {

template <class T> class Result {
public:
  Result(T value) : value_(std::move(value)) {}                 // NOLINT: a value is a result
  Result(Problems problems) : problems_(std::move(problems)) {} // NOLINT: problems are a result
  Result(T value, Problems warnings) : value_(std::move(value)), problems_(std::move(warnings)) {}

  explicit operator bool() const { return value_.has_value(); }
  bool has_value() const { return value_.has_value(); }
  T& value() { return *value_; }
  const T& value() const { return *value_; }
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }
  /// Errors when there is no value; warnings may stand beside one.
  const Problems& problems() const { return problems_; }

private:
  std::optional<T> value_;
  Problems problems_;
};

} // namespace cartwright
