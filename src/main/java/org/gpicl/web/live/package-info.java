/** Pushes what changes to the pages that are open. */
package org.gpicl.web.live;
