/**
 * Spring Batch: a sweep as a restartable job, its steps, how cells are spread over workers, how a
 * run is stopped, and how one that died is recovered.
 */
package org.gpicl.job;
