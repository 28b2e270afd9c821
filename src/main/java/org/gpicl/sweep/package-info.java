/**
 * The sweep file: parsing, validation, recipes, and the expansion into cells.
 *
 * <p>A cell is made of the specs of {@code tasks} and {@code model}; this package decides which.
 */
package org.gpicl.sweep;
