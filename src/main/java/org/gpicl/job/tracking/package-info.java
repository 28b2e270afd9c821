/** Shows sweeps in an experiment tracker. */
package org.gpicl.job.tracking;
