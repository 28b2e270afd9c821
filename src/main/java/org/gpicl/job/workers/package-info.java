/** How many cells train at a time, on which engines, cores and devices. */
package org.gpicl.job.workers;
