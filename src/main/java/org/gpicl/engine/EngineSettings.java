package org.gpicl.engine;

/**
 * The settings of an engine, applied before it opens anything.
 *
 * @param onProcessor whether to compute on the processor even if built for GPUs
 * @param deterministic whether to use only kernels whose results repeat to the bit
 */
public record EngineSettings(boolean onProcessor, boolean deterministic) {}
