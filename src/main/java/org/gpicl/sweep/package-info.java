/**
 * The sweep file: parsing, validation, recipes, and the expansion into cells.
 *
 * <p>A cell consists of specs from {@code tasks} and {@code model}, which this package chooses.
 */
package org.gpicl.sweep;
