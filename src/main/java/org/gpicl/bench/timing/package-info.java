/** How contestants are timed in turn, and what they work on. */
package org.gpicl.bench.timing;
