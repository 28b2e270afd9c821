/** The devices that libtorch computes on, the processor or CUDA, and their tensors. */
package org.gpicl.engine.libtorch.device;
