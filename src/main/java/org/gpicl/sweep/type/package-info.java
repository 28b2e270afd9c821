/** The types of values in a sweep file: how each is read, written and described. */
package org.gpicl.sweep.type;
