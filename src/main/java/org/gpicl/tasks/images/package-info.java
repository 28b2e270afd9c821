/** Image sets: where they come from, how they are checked, and how their pixels become numbers. */
package org.gpicl.tasks.images;
