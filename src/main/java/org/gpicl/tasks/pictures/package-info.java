/** Image sets in colour, and pictures in files of their own. */
package org.gpicl.tasks.pictures;
