package org.gpicl.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.web.access.AccessToken;
import org.gpicl.web.live.EventsController;
import org.gpicl.web.live.LiveEvents;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.MultipleOpenApiSupportConfiguration;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of REST that clients are generated from, without a server. */
class ApiDescriptionTest {
  private static JsonNode api;

  /** By method and path, such as {@code get /api/sweeps}. */
  private static final Map<String, JsonNode> OPERATIONS = new TreeMap<>();

  @BeforeAll
  static void describe() {
    new WebApplicationContextRunner()
        .withInitializer(new ConfigDataApplicationContextInitializer())
        .withConfiguration(
            AutoConfigurations.of(
                JacksonAutoConfiguration.class,
                WebMvcAutoConfiguration.class,
                SpringDocConfigProperties.class,
                SpringDocConfiguration.class,
                SpringDocWebMvcConfiguration.class,
                MultipleOpenApiSupportConfiguration.class))
        .withUserConfiguration(ApiDescription.class, EventsController.class)
        .withBean(LiveEvents.class, () -> new LiveEvents(null, null, null))
        .withBean(AccessToken.class, () -> new AccessToken(""))
        .withBean(SweepsController.class, () -> new SweepsController(null, null, null, null))
        .withBean(FilesController.class, () -> new FilesController(null))
        .withBean(SchedulesController.class, () -> new SchedulesController(null))
        .withBean(ServerController.class, () -> new ServerController(null, null, null, null, null))
        .withBean(WorkersController.class, () -> new WorkersController(null))
        .run(
            context -> {
              MockMvc mvc =
                  MockMvcBuilders.webAppContextSetup(context.getSourceApplicationContext()).build();
              api =
                  JsonMapper.shared()
                      .readTree(
                          mvc.perform(get("/api/openapi"))
                              .andReturn()
                              .getResponse()
                              .getContentAsByteArray());
            });
    api.get("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) -> OPERATIONS.put(method + " " + path, operation)));
  }

  private static List<String> without(Predicate<JsonNode> wanted) {
    return OPERATIONS.entrySet().stream()
        .filter(operation -> !wanted.test(operation.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Set<String> responses(String operation) {
    return Set.copyOf(OPERATIONS.get(operation).get("responses").propertyNames());
  }

  @Test
  void everyOperationHasASummaryADescriptionAndOneTagThatIsExplained() {
    assertThat(without(operation -> operation.path("summary").asString("").length() > 5)).isEmpty();
    assertThat(without(operation -> !operation.path("description").isMissingNode())).isEmpty();
    List<String> tags =
        api.get("tags").valueStream().map(tag -> tag.get("name").asString()).toList();
    assertThat(
            without(
                operation ->
                    operation.path("tags").size() == 1
                        && tags.contains(operation.get("tags").get(0).asString())))
        .isEmpty();
  }

  @Test
  void everyOperationHasAnIdOfItsOwn() {
    List<String> ids =
        OPERATIONS.values().stream().map(one -> one.get("operationId").asString()).toList();
    assertThat(ids)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z]+([A-Z][a-z]+)?"), "a verb and what it is done to");
  }

  @Test
  void whatChangesSomethingNeedsTheTokenAndReadingDoesNot() {
    assertThat(api.at("/components/securitySchemes/token/name").asString())
        .isEqualTo("Gpicl-Token");
    OPERATIONS.forEach(
        (name, operation) -> {
          boolean reads = name.startsWith("get ");
          assertThat(operation.path("security").valueStream().flatMap(one -> one.propertyStream()))
              .as(name)
              .hasSize(reads ? 0 : 2);
          assertThat(operation.has("security")).as(name).isTrue();
          assertThat(responses(name).contains("401")).as(name).isEqualTo(!reads);
        });
  }

  @Test
  void everyErrorIsAProblem() {
    OPERATIONS.forEach(
        (name, operation) ->
            operation
                .get("responses")
                .forEachEntry(
                    (status, response) -> {
                      if (status.compareTo("400") >= 0) {
                        assertThat(response.at("/content").propertyNames())
                            .as(name + " " + status)
                            .containsExactly("application/problem+json");
                      }
                    }));
    assertThat(without(one -> one.get("responses").has("default"))).isEmpty();
    assertThat(without(one -> one.get("responses").has("421"))).isEmpty();
    assertThat(responses("post /api/sweeps"))
        .contains("202", "400", "401", "403", "409", "411", "413", "415", "422");
    assertThat(responses("get /api/sweeps/{name}/file")).contains("200", "206", "404", "416");
    assertThat(responses("get /api/events")).contains("503");
  }

  @Test
  void mediaTypesAreExact() {
    assertThat(api.toString()).doesNotContain("*/*");
    assertThat(OPERATIONS.get("get /api/events").at("/responses/200/content").propertyNames())
        .containsExactly("text/event-stream");
  }

  @Test
  void fieldsAreThereAlwaysAndSomeOfThemMayBeNull() {
    JsonNode order = api.at("/components/schemas/OrderSummary");
    assertThat(order.get("required").size()).isEqualTo(order.get("properties").size());
    assertThat(order.at("/properties/endedAt/type").toString()).contains("null");
    assertThat(order.at("/properties/told/type").toString()).doesNotContain("null");
    assertThat(api.at("/components/schemas/SweepSummary/properties/lastRun/anyOf").toString())
        .contains("RunSummary", "null");
    assertThat(api.at("/components/schemas/Resume").has("required")).as("options").isFalse();
  }

  @Test
  void aLongListIsSentInParts() {
    for (String list :
        List.of(
            "get /api/sweeps",
            "get /api/sweeps/{name}/cells",
            "get /api/sweeps/{name}/files",
            "get /api/history")) {
      Stream<String> parameters =
          OPERATIONS
              .get(list)
              .get("parameters")
              .valueStream()
              .map(one -> one.get("name").asString());
      assertThat(parameters).as(list).contains("limit", "offset");
    }
    assertThat(OPERATIONS.get("get /api/sweeps").at("/responses/200/headers").propertyNames())
        .containsExactly("Total-Count");
  }

  @Test
  void theExampleOfASweepFileIsOne() {
    String example =
        OPERATIONS
            .get("post /api/sweeps")
            .at("/requestBody/content/application~1yaml/example")
            .asString();
    assertThat(SweepFile.parse(example, "the example", List.of()).cells()).hasSize(4);
  }
}
