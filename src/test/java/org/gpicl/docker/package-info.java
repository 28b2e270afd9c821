/** Holds containers and the service unit to the program, as far as that goes without an engine. */
package org.gpicl.docker;
