#define KERNEL_SET avx2_kernels
#define KERNEL_NAME "avx2"
#include "engine/population/kernel_body.inc"
