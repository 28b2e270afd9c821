/** How the program's own characters are drawn: strokes, and a canvas for them. */
package org.gpicl.tasks.glyphs;
