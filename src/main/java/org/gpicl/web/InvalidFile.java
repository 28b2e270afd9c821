package org.gpicl.web;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an operation that reads a sweep file. */
@ApiResponse(
    responseCode = "422",
    description = "The sweep file is wrong: the detail has the line, the key and what to do.")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface InvalidFile {}
