/**
 * Checks a machine and a home, and reports what is right, what is wrong and what to do about it.
 */
package org.gpicl.doctor;
