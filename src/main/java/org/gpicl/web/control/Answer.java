package org.gpicl.web.control;

/**
 * The output and exit code of a command.
 *
 * @param exit an exit code
 * @param text for the terminal
 */
public record Answer(int exit, String text) {}
