package org.gpicl.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import java.util.Optional;
import org.gpicl.job.queue.Placement;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.web.control.SweepOrders;
import org.gpicl.web.view.SweepQueries;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class SweepsControllerTest {
  private static final String RESUME = "/api/sweeps/stored/resume";

  private static final Sweep SWEEP =
      SweepFile.parse(
          "name: stored\nrecipe: small\nmodels: mlp\ntasks: [4, 8]\nhidden: 8\n",
          "test",
          List.of());

  private final SweepQueries sweeps = mock(SweepQueries.class);
  private final SweepOrders orders = mock(SweepOrders.class);
  private final SweepQueue queue = mock(SweepQueue.class);
  private final MockMvc mvc =
      MockMvcBuilders.standaloneSetup(new SweepsController(sweeps, orders, queue, null))
          .setControllerAdvice(new ProblemResponses())
          .build();

  private int status(MockHttpServletRequestBuilder request) throws Exception {
    when(orders.resume(any(), any(), any())).thenReturn(Optional.of(new Placement.Accepted(1)));
    return mvc.perform(request).andReturn().getResponse().getStatus();
  }

  @Test
  void optionsOfAResumeAreJsonOrLeftOut() throws Exception {
    MediaType json = MediaType.APPLICATION_JSON;
    assertThat(status(post(RESUME).contentType(json).content("{\"failed\": true}"))).isEqualTo(202);
    assertThat(status(post(RESUME).contentType(json).content("{}"))).isEqualTo(202);
    assertThat(status(post(RESUME))).isEqualTo(202);
  }

  /** The description of REST brings a parser of YAML, which requests must not reach. */
  @Test
  void optionsOfAResumeAreNotReadAsYaml() throws Exception {
    MediaType yaml = MediaType.APPLICATION_YAML;
    assertThat(status(post(RESUME).contentType(yaml).content("failed: true"))).isEqualTo(415);
  }

  @Test
  void oneCellIsStoppedWhileTheSweepRuns() throws Exception {
    RunningSweep running = new RunningSweep(SWEEP, new StopSignal());
    String key = SWEEP.cells().get(1).key();
    when(sweeps.sweep("stored")).thenReturn(SWEEP);
    when(queue.running()).thenReturn(Optional.empty());
    assertThat(status(post(stopOf(key)))).as("nothing runs").isEqualTo(409);
    when(queue.running()).thenReturn(Optional.of(running));
    assertThat(status(post(stopOf("mlp-n5-h8-s0")))).as("no such cell").isEqualTo(404);
    assertThat(status(post(stopOf(key)))).isEqualTo(202);
    assertThat(SWEEP.cells()).filteredOn(cell -> running.stop().raisedFor(cell.key())).hasSize(1);
    assertThat(running.stop().of(key).raised()).isTrue();
    assertThat(running.stop().raised()).as("the sweep").isFalse();
  }

  private static String stopOf(String cell) {
    return "/api/sweeps/stored/cells/" + cell + "/stop";
  }
}
