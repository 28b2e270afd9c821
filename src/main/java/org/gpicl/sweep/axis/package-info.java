/** What a sweep file varies: lists, ranges, values that belong together, samples. */
package org.gpicl.sweep.axis;
