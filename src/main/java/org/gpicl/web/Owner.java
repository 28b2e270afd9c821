package org.gpicl.web;

/**
 * The file by which other processes find the owner of a home.
 *
 * @param pid its process
 * @param port where its control endpoint listens, on loopback
 * @param token what a request must carry
 * @param since when it took the home, ISO 8601
 * @param sweep what it runs
 */
public record Owner(long pid, int port, String token, String since, String sweep) {}
