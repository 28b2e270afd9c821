package org.gpicl.engine.nd4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of a SameDiff graph's intermediate values, reused within a pass and from pass to pass.
 * SameDiff's own cache never recovers what it hands out a second time, and leaves gigabytes to the
 * garbage collector.
 */
final class ArrayPool extends AbstractMemoryMgr {

  private record Kind(DataType type, long length) {}

  private final Map<Kind, Deque<INDArray>> free = new HashMap<>();
  private final Map<DataBuffer, INDArray> lent = new IdentityHashMap<>();
  private long bytes;

  @Override
  public INDArray allocate(boolean detached, LongShapeDescriptor shape) {
    if (shape.isEmpty()) {
      return Nd4j.create(shape);
    }
    return allocate(shape.dataType(), shape.getOrder(), shape.getShape());
  }

  @Override
  public INDArray allocate(boolean detached, DataType type, long... shape) {
    return allocate(type, Nd4j.order(), shape);
  }

  /** The memory currently held from the system, in bytes. */
  long bytes() {
    return bytes;
  }

  private INDArray allocate(DataType type, char order, long[] shape) {
    long length = 1;
    for (long dimension : shape) {
      length *= dimension;
    }
    Deque<INDArray> candidates = free.get(new Kind(type, length));
    INDArray memory;
    if (candidates == null || candidates.isEmpty()) {
      memory = Nd4j.createUninitializedDetached(type, length);
      bytes += length * type.width();
    } else {
      memory = candidates.pop();
    }
    lent.put(memory.data(), memory);
    // A new array each time: SameDiff identifies arrays by identity, and releases each only once.
    return Nd4j.create(memory.data(), shape, Nd4j.getStrides(shape, order), 0, order, type);
  }

  @Override
  public void release(INDArray array) {
    INDArray memory = array.data() == null ? null : lent.remove(array.data());
    if (memory != null) {
      put(memory);
    }
  }

  /** Takes back everything that is on loan, at the end of a pass. */
  void reclaim() {
    lent.values().forEach(this::put);
    lent.clear();
  }

  private void put(INDArray memory) {
    Kind kind = new Kind(memory.dataType(), memory.length());
    free.computeIfAbsent(kind, k -> new ArrayDeque<>()).push(memory);
  }

  /** Gives the memory back to the system. */
  @Override
  public void close() {
    reclaim();
    free.values().forEach(arrays -> arrays.forEach(INDArray::close));
    free.clear();
    bytes = 0;
  }
}
