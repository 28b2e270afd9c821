/** Training states and final parameters as they are stored. */
package org.gpicl.store.checkpoint;
