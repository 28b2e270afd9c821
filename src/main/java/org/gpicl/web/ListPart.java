package org.gpicl.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;

/** The part of a long list that a client asks for. */
@ParameterObject
record ListPart(
    @Parameter(
            description = "How many at most.",
            schema =
                @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "1000"))
        Integer limit,
    @Parameter(
            description = "How many to leave out first.",
            schema = @Schema(type = "integer", minimum = "0", defaultValue = "0"))
        Integer offset) {
  static final String TOTAL = "Total-Count";
  private static final int MOST = 1_000;

  ListPart {
    limit = limit == null ? MOST : Math.max(1, Math.min(limit, MOST));
    offset = offset == null ? 0 : Math.max(0, offset);
  }

  <T> List<T> of(List<T> all) {
    return all.stream().skip(offset).limit(limit).toList();
  }

  /** With the length of the whole list, by which a client sees whether there is more. */
  <T> ResponseEntity<List<T>> answer(List<T> part, int total) {
    return ResponseEntity.ok().header(TOTAL, Integer.toString(total)).body(part);
  }
}
