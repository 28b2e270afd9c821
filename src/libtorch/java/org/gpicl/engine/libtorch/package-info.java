/**
 * Training steps by PyTorch's C++ library, on the processor or an NVIDIA device. Built with the
 * Maven profile {@code libtorch} or {@code libtorch-gpu} only.
 */
package org.gpicl.engine.libtorch;
