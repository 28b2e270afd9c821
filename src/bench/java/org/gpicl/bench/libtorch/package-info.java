/**
 * libtorch, PyTorch's C++ library, as a yardstick: the same models written as one writes them in
 * eager mode, with the faster of the ways that it offers. Part of the benchmark only.
 */
package org.gpicl.bench.libtorch;
