/** Engines that execute training steps: one small interface, several implementations that agree. */
package org.gpicl.engine;
