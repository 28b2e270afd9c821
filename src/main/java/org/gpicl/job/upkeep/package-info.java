/** Keeps a home in bounds: what no sweep needs any more, archives, removal. */
package org.gpicl.job.upkeep;
