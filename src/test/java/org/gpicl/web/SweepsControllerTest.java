package org.gpicl.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Optional;
import org.gpicl.job.queue.Placement;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.web.control.SweepOrders;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class SweepsControllerTest {
  private static final String RESUME = "/api/sweeps/stored/resume";

  private final SweepOrders orders = mock(SweepOrders.class);
  private final SweepQueue queue = mock(SweepQueue.class);
  private final MockMvc mvc =
      MockMvcBuilders.standaloneSetup(new SweepsController(null, orders, queue, null)).build();

  private int status(MockHttpServletRequestBuilder request) throws Exception {
    when(orders.resume(any(), any(), any())).thenReturn(Optional.of(new Placement.Accepted(1)));
    return mvc.perform(request).andReturn().getResponse().getStatus();
  }

  @Test
  void optionsOfAResumeAreJsonOrLeftOut() throws Exception {
    MediaType json = MediaType.APPLICATION_JSON;
    assertThat(status(post(RESUME).contentType(json).content("{\"failed\": true}"))).isEqualTo(202);
    assertThat(status(post(RESUME))).isEqualTo(202);
  }

  /** The description of REST brings a parser of YAML, which requests must not reach. */
  @Test
  void optionsOfAResumeAreNotReadAsYaml() throws Exception {
    MediaType yaml = MediaType.APPLICATION_YAML;
    assertThat(status(post(RESUME).contentType(yaml).content("failed: true"))).isEqualTo(415);
  }
}
