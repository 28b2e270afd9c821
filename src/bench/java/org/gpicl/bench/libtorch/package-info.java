/**
 * libtorch, PyTorch's C++ library, as a yardstick: the same models as usually written in eager
 * mode, in the fastest way that the library offers. Part of the benchmark only.
 */
package org.gpicl.bench.libtorch;
