/** JMH benchmarks of single public kernels; those of an engine are in the engine's package. */
package org.gpicl.bench.parts;
