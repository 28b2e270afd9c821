package org.gpicl.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Server", description = "The server itself, and its orders.")
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

  @Schema(description = "What answers here.")
  record Server(
      @Schema(description = "Names its token: another home under this address has another.")
          String id,
      @Schema(description = "Whether the request carried the token.") boolean mayWrite,
      String version,
      String commit,
      @Schema(description = "The folder that everything is kept in.") String home,
      Instant startedAt,
      int cores,
      @Schema(description = "How many sweeps wait.") int queue,
      @Schema(description = "What a core reaches in products of matrices, in GFLOP/s.")
          double matrixGflops) {}

  @Operation(
      summary = "Get the server",
      description = "Its version, its home, and whether the token that was sent is its own.")
  @GetMapping("/server")
  Server getServer(@RequestHeader(name = AccessToken.HEADER, required = false) String given) {
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

  @Operation(
      summary = "List orders",
      description = "Orders and what has become of them, the newest first.")
  @GetMapping("/history")
  List<OrderSummary> listOrders(
      @Parameter(description = "How many at most; 1,000 if it is more.")
          @RequestParam(defaultValue = "100")
          int limit,
      @Parameter(description = "How many to leave out first.") @RequestParam(defaultValue = "0")
          int offset) {
    return orders.newest(Math.max(1, Math.min(limit, MOST)), Math.max(0, offset)).stream()
        .map(OrderSummary::of)
        .toList();
  }

  @Operation(
      summary = "Get an order",
      description = "What has become of it: it is over once `endedAt` is not null.")
  @GetMapping("/history/{order}")
  OrderSummary getOrder(@PathVariable long order) {
    return orders
        .find(order)
        .map(OrderSummary::of)
        .orElseThrow(() -> new NotFoundException("there is no order " + order));
  }
}
