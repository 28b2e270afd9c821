/** PyTorch's Python package as it is installed, training in processes of its own. */
package org.gpicl.bench.peer;
