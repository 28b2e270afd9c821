/** The generated sets of a sweep: which are stored, where, and what opens them. */
package org.gpicl.job.sets;
