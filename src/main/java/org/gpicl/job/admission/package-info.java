/**
 * What decides whether a sweep may run: cells that changed, results that are complete, results to
 * archive.
 */
package org.gpicl.job.admission;
