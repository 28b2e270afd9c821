/**
 * Looks at a machine and a home, and says what is right, what is wrong, and what to do about it.
 */
package org.gpicl.doctor;
