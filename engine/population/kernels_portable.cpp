#define KERNEL_SET portable_kernels
#define KERNEL_NAME "portable"
#include "engine/population/kernel_body.inc"
