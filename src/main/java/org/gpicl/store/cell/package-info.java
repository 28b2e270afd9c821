/** What happens to a cell from its first step to its results, across tables and in transactions. */
package org.gpicl.store.cell;
