/**
 * The engine on DeepLearning4J and ND4J 1.0.0-M2.1: MLPs as a {@code MultiLayerNetwork},
 * transformers as a {@code SameDiff} graph, on ND4J's CPU or CUDA backend. Nothing outside this
 * package uses these libraries.
 */
package org.gpicl.engine.nd4j;
