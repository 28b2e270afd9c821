/** What is kept: sweeps, cells, checkpoints, curves and results, one class for each table. */
package org.gpicl.store;
