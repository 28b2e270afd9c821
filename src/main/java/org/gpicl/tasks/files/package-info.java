/** Files as they come: gzip, and what a file is that is something else than was expected. */
package org.gpicl.tasks.files;
