/**
 * Products of matrices in bf16, by Intel's oneDNN, on processors that have instructions for them.
 * The Vector API has none.
 */
package org.gpicl.engine.vector.bf16;
