/** Workers that Slurm starts: what is submitted, what becomes of it, and its end. */
package org.gpicl.job.slurm;
