/**
 * Kills and stops the built program at every moment of its life, and looks at what it ends with.
 */
package org.gpicl.crash;
