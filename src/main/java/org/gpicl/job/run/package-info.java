/** One run: what its steps share, what it writes, and how it ended. */
package org.gpicl.job.run;
