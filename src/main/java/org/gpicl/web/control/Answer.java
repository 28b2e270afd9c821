package org.gpicl.web.control;

/**
 * What a command prints and ends with.
 *
 * @param exit an exit code
 * @param text for the terminal
 */
public record Answer(int exit, String text) {}
