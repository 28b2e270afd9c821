/**
 * When models learn to learn: how long the loss plateau lasts, how much they improve within a
 * sequence, and how much they memorise. {@link org.gpicl.report.learning.LearningFigures} is the
 * way in.
 */
package org.gpicl.report.learning;
