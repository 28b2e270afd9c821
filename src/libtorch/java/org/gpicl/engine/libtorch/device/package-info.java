/** Where libtorch computes: the processor or a CUDA device, and tensors there. */
package org.gpicl.engine.libtorch.device;
