/**
 * Specifications of models: their named parameters with shapes and initial values, and how they are
 * optimised. Executing training steps is up to {@code engine}.
 */
package org.gpicl.model;
