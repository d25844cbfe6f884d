#define KERNEL_SET avx512_kernels
#define KERNEL_NAME "avx512"
#include "engine/population/kernel_body.inc"
