/** JMH over single kernels that are public; those of an engine stand in its own package. */
package org.gpicl.bench.parts;
