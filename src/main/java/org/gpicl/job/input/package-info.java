/** The batches that trainings read: at hand, ahead, or made once for several trainings. */
package org.gpicl.job.input;
