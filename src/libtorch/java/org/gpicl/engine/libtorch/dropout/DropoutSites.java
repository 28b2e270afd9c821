package org.gpicl.engine.libtorch.dropout;

import static org.bytedeco.pytorch.global.torch.native_dropout_backward;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.gpicl.model.DropoutSite;
import org.gpicl.model.TransformerSpec;

/** The dropouts of a transformer in one row of elements; each site begins at a multiple of 64. */
final class DropoutSites {
  private final Map<Integer, Site> sites = new LinkedHashMap<>();
  private int words;

  /**
   * One dropout site.
   *
   * @param number its number in {@link DropoutSite}
   * @param elements how many elements an item has
   * @param at where its words of 64 elements begin in those of an item
   */
  record Site(int number, int elements, int at) {
    int words() {
      return (elements + Long.SIZE - 1) / Long.SIZE;
    }
  }

  DropoutSites(TransformerSpec spec) {
    int tokens = spec.length() * spec.width();
    if (spec.inputNorm()) {
      add(DropoutSite.INPUT, tokens);
      add(DropoutSite.FINAL, tokens);
    }
    add(DropoutSite.EMBEDDING, tokens);
    for (int block = 0; block < spec.layers(); block++) {
      add(DropoutSite.attention(block), spec.heads() * spec.length() * spec.length());
      add(DropoutSite.attentionResidual(block), tokens);
      add(DropoutSite.innerResidual(block), tokens);
    }
  }

  private void add(int number, int elements) {
    Site site = new Site(number, elements, words);
    sites.put(number, site);
    words += site.words();
  }

  Iterable<Site> all() {
    return Collections.unmodifiableCollection(sites.values());
  }

  /** Words of 64 elements in an item. */
  int words() {
    return words;
  }

  /**
   * The dropouts of a pass.
   *
   * @param stays [items, 64 * words], as booleans
   * @param kept the factor of elements that stay
   */
  Dropouts dropouts(Tensor stays, double kept) {
    return new Dropouts() {
      @Override
      public boolean any() {
        return true;
      }

      @Override
      public Tensor apply(int number, Tensor x) {
        Site site = sites.get(number);
        Tensor mask = stays.narrow(1, (long) site.at() * Long.SIZE, site.elements());
        // By its formula, x * mask * kept, this drops elements, and in one kernel.
        return native_dropout_backward(x.reshape(stays.size(0), -1), mask, kept).view(x.sizes());
      }
    };
  }
}
