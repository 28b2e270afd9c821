/** The steps of the job: plan, generate, train, evaluate, report. */
package org.gpicl.job.step;
