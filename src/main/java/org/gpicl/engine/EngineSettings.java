package org.gpicl.engine;

/**
 * What an engine is told before it opens anything.
 *
 * @param onProcessor whether it shall compute on the processor, also where it is built for GPUs
 * @param deterministic whether only kernels shall be used that repeat to the bit
 */
public record EngineSettings(boolean onProcessor, boolean deterministic) {}
