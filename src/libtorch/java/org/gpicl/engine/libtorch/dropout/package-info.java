/** Dropout masks as tensors, with the same bits as in every engine. */
package org.gpicl.engine.libtorch.dropout;
