/** Dropout masks as tensors, the same bits as every engine's. */
package org.gpicl.engine.libtorch.dropout;
