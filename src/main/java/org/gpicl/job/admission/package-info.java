/** Checks before a run, and the archive of results that a changed sweep replaces. */
package org.gpicl.job.admission;
