package org.gpicl.web;

import java.time.Instant;
import java.util.List;
import org.gpicl.engine.CoreRate;
import org.gpicl.home.Home;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.machine.Build;
import org.gpicl.machine.Machine;
import org.gpicl.store.OrderTable;
import org.gpicl.web.access.AccessToken;
import org.gpicl.web.view.NotFoundException;
import org.gpicl.web.view.OrderSummary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The server itself, and what it has run. */
@RestController
@RequestMapping("/api")
class ServerController {
  private static final int MOST = 1_000;

  private final Home home;
  private final OrderTable orders;
  private final SweepQueue queue;
  private final CoreRate rate;
  private final AccessToken token;
  private final Instant startedAt = Instant.now();

  ServerController(
      Home home, OrderTable orders, SweepQueue queue, CoreRate rate, AccessToken token) {
    this.token = token;
    this.rate = rate;
    this.home = home;
    this.orders = orders;
    this.queue = queue;
  }

  /**
   * What answers here.
   *
   * @param id of its token: another home under the same address has another
   * @param mayWrite whether the request carried the token
   */
  record Server(
      String id,
      boolean mayWrite,
      String version,
      String commit,
      String home,
      Instant startedAt,
      int cores,
      int queue,
      double matrixGflops) {}

  @GetMapping("/server")
  Server server(@RequestHeader(name = AccessToken.HEADER, required = false) String given) {
    Build build = Build.read();
    return new Server(
        token.id(),
        token.is(given),
        build.version(),
        build.commit(),
        home.root().toString(),
        startedAt,
        Machine.cores(),
        queue.waiting().size(),
        rate.getAsDouble());
  }

  /** Orders and what has become of them, the newest first. */
  @GetMapping("/history")
  List<OrderSummary> listOrders(
      @RequestParam(defaultValue = "100") int limit, @RequestParam(defaultValue = "0") int offset) {
    return orders.newest(Math.max(1, Math.min(limit, MOST)), Math.max(0, offset)).stream()
        .map(OrderSummary::of)
        .toList();
  }

  @GetMapping("/history/{order}")
  OrderSummary getOrder(@PathVariable long order) {
    return orders
        .find(order)
        .map(OrderSummary::of)
        .orElseThrow(() -> new NotFoundException("there is no order " + order));
  }
}
