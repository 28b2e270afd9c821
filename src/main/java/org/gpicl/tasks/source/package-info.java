/**
 * Where images come from: files in the formats of image sets, and how they are found and checked.
 */
package org.gpicl.tasks.source;
