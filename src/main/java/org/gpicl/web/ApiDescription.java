package org.gpicl.web;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import jakarta.annotation.Nullable;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gpicl.machine.Build;
import org.gpicl.web.access.AccessToken;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.customizers.PropertyCustomizer;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What `/api/openapi` says beyond what springdoc reads from the controllers. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("gpicl")
                .version(Build.read().version())
                .description(
                    "Sweeps of in-context learners, and the server that runs them. Reading is open;"
                        + " whatever changes something needs the text of the home's file `token`."
                        + " All errors are problems as RFC 9457 has them. A long list is sent in"
                        + " parts: `limit` and `offset` choose one, and the header "
                        + ListPart.TOTAL
                        + " has the length of the whole list.")
                .contact(new Contact().name("The gpicl authors"))
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(
                    DescribedOperations.TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name(AccessToken.HEADER)
                        .description("The text of the home's file `token`."))
                .addSecuritySchemes(
                    DescribedOperations.BEARER,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("The same text, for clients that know this way only."))
                .addSchemas(DescribedOperations.PROBLEM, DescribedOperations.schema()));
  }

  @Bean
  OperationCustomizer describedOperations() {
    return new DescribedOperations();
  }

  /** What a record of an answer has is always sent, be it null. */
  @Bean
  OpenApiCustomizer everyFieldIsSent() {
    return api ->
        api.getComponents().getSchemas().values().stream()
            .filter(schema -> schema.getRequired() == null)
            .forEach(ApiDescription::requireWhatIsSent);
  }

  private static void requireWhatIsSent(Schema<?> schema) {
    List<String> sent =
        schema.getProperties().entrySet().stream()
            .filter(property -> !Boolean.TRUE.equals(property.getValue().getWriteOnly()))
            .map(Map.Entry::getKey)
            .toList();
    schema.setRequired(sent.isEmpty() ? null : sent);
  }

  /**
   * Without this a field that is a record itself would never be null. Unwrapped ones have no
   * schema.
   */
  @Bean
  PropertyCustomizer nullableRecords() {
    return (property, type) ->
        property != null && property.get$ref() != null && isNullable(type)
            ? new JsonSchema().anyOf(List.of(property, new JsonSchema().typesItem("null")))
            : property;
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.getCtxAnnotations() != null
        && Arrays.stream(type.getCtxAnnotations()).anyMatch(Nullable.class::isInstance);
  }

  /** By path alone: the server's name depends on who asks. */
  @Bean
  ServerBaseUrlCustomizer relativeServer() {
    return (url, request) -> {
      String path = URI.create(url).getPath();
      return path.isEmpty() ? "/" : path;
    };
  }
}
