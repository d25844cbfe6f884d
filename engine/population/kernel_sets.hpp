// One set of kernels a vector unit; kernels.hpp chooses among them.
#pragma once

#include "engine/population/kernels.hpp"

namespace cartwright {

const Kernels& portable_kernels();
const Kernels& avx2_kernels();
const Kernels& avx512_kernels();

} // namespace cartwright
