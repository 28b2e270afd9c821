/** Task sets for reading: stored ones, and those whose items are made while they are read. */
package org.gpicl.tasks.set;
