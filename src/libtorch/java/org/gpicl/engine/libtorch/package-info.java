/**
 * Training steps with PyTorch's C++ library, on the processor or an NVIDIA GPU. Built only with the
 * Maven profile {@code libtorch} or {@code libtorch-gpu}.
 */
package org.gpicl.engine.libtorch;
