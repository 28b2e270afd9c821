/** What a sweep will take, before it starts: time, memory and disk. */
package org.gpicl.job.estimate;
