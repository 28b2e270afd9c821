package org.gpicl.engine.vector;

import org.gpicl.engine.vector.bf16.Bf16Matrix;
import org.gpicl.engine.vector.bf16.Bf16Product;

/** What all layers of one network use in turn, so that it stays in near caches. */
final class Bf16Scratch {
  final Bf16Product product = new Bf16Product();
  final Bf16Matrix x = new Bf16Matrix();
  final Bf16Matrix dy = new Bf16Matrix();
}
