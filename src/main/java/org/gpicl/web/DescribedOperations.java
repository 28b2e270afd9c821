package org.gpicl.web;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/**
 * Describes what follows from the kind of an operation: whether it needs the token, and the
 * problems that the server answers with before a controller is asked. Those that are an operation's
 * own are on its method.
 */
final class DescribedOperations implements OperationCustomizer {
  static final String TOKEN = "token";
  static final String BEARER = "bearer";
  static final String PROBLEM = "Problem";

  private static final String SWEEP_FILE =
      """
      name: quickstart
      recipe: small
      images: glyphs
      tasks: [1, 64]
      hidden: [32]
      """;

  private static final Map<String, String> PATH_VARIABLES =
      Map.of(
          "name", "The name of a sweep.",
          "sweep", "The name of a sweep.",
          "key", "The key of a cell, as the sweep has it.",
          "order", "The number of an order.");

  /** A problem as both Spring and {@code web.access} write it; what is missing is about:blank. */
  static Schema<?> schema() {
    return new JsonSchema()
        .typesItem("object")
        .description("An error, as RFC 9457 has it.")
        .addProperty("type", text("about:blank, or missing, which means the same."))
        .addProperty("title", text("The status in words.").example("Not Found"))
        .addProperty("status", new JsonSchema().typesItem("integer").example(404))
        .addProperty(
            "detail", text("What was wrong and what to do.").example("there is no sweep nightly"))
        .addProperty("instance", text("The path that was asked for."))
        .required(List.of("title", "status", "detail"));
  }

  private static Schema<?> text(String description) {
    return new JsonSchema().typesItem("string").description(description);
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    boolean writes = !methods(method).contains(RequestMethod.GET);
    operation.setSecurity(
        writes
            ? List.of(
                new SecurityRequirement().addList(TOKEN), new SecurityRequirement().addList(BEARER))
            : List.of());
    List<Parameter> parameters =
        operation.getParameters() == null ? List.of() : operation.getParameters();
    parameters.forEach(DescribedOperations::describe);
    addProblems(operation.getResponses(), parameters, writes, operation.getRequestBody());
    if (List.of(method.getMethod().getParameterTypes()).contains(ListPart.class)) {
      operation
          .getResponses()
          .get("200")
          .addHeaderObject(
              ListPart.TOTAL,
              new Header()
                  .description("The length of the whole list.")
                  .schema(new IntegerSchema()));
    }
    return operation;
  }

  private static void addProblems(
      ApiResponses responses, List<Parameter> parameters, boolean writes, RequestBody body) {
    if (writes) {
      put(responses, 401, "The token is missing or is not that of the home.");
      put(responses, 403, "The request comes from a page of another site.");
    }
    if (body != null || parameters.stream().anyMatch(DescribedOperations::mayBeUnreadable)) {
      put(responses, 400, "A parameter or the body cannot be read.");
    }
    if (parameters.stream().anyMatch(parameter -> "path".equals(parameter.getIn()))) {
      put(responses, 404, "There is nothing of that name.");
    }
    if (body != null) {
      put(responses, 411, "The length of the body is not given.");
      put(responses, 413, "The body is too long.");
      put(responses, 415, "The body is of another type.");
      describe(body.getContent());
    }
    put(responses, 421, "The server is not known by the name that it was asked under.");
    responses.setDefault(new ApiResponse().description("Anything else that went wrong."));
    responses.forEach(DescribedOperations::problem);
  }

  private static Set<RequestMethod> methods(HandlerMethod method) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
    return mapping == null ? Set.of() : Set.of(mapping.method());
  }

  private static boolean mayBeUnreadable(Parameter parameter) {
    return "query".equals(parameter.getIn())
        || parameter.getSchema().getTypes().contains("integer");
  }

  private static void put(ApiResponses responses, int status, String description) {
    responses.putIfAbsent(Integer.toString(status), new ApiResponse().description(description));
  }

  private static void problem(String status, ApiResponse response) {
    if (status.compareTo("400") >= 0) {
      response.setContent(
          new Content()
              .addMediaType(
                  org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                  new MediaType()
                      .schema(new JsonSchema().$ref("#/components/schemas/" + PROBLEM))));
    }
  }

  private static void describe(Parameter parameter) {
    if ("path".equals(parameter.getIn())) {
      parameter.setDescription(PATH_VARIABLES.get(parameter.getName()));
    }
  }

  private static void describe(Content body) {
    MediaType yaml = body.get("application/yaml");
    if (yaml != null) {
      yaml.setExample(SWEEP_FILE);
    }
  }
}
