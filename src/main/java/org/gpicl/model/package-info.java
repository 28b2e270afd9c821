/**
 * What a model is: its specification, its named parameters with their shapes, how they begin, and
 * what optimises them. How a training step is executed belongs to {@code engine}.
 */
package org.gpicl.model;
