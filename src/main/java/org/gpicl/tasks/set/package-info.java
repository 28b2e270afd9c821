/** Task sets for reading: stored ones, and those whose items are produced when read. */
package org.gpicl.tasks.set;
