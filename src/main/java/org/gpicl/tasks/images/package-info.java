/** Image sets: where they come from, how they are checked, and as which numbers they are drawn. */
package org.gpicl.tasks.images;
