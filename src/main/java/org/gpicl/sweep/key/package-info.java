/** Every key of the sweep file: its type, its defaults in each recipe, its description. */
package org.gpicl.sweep.key;
