package org.gpicl.tasks.projection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class ProductRateTest {

  @Test
  void aRateIsOneThatAMachineMayHave() {
    for (ProductRate product :
        new ProductRate[] {
          ProductRate.square(),
          new ProductRate(64, 16, 32, true, false),
          new ProductRate(64, 16, 32, false, true)
        }) {
      assertThat(product.measure(0.01)).as(product.toString()).isBetween(1e7, 1e14);
    }
  }
}
