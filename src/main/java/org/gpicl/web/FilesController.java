package org.gpicl.web;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gpicl.web.view.SweepFiles;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The files of a sweep, to be downloaded. Ranges and conditions are Spring's. */
@Tag(name = "Files", description = "The files of sweeps: tables, figures, exported models.")
@RestController
@RequestMapping("/api/sweeps/{name}")
class FilesController {
  private final SweepFiles files;

  FilesController(SweepFiles files) {
    this.files = files;
  }

  @Operation(
      summary = "List the files of a sweep",
      description = "Files of a folder by name, then the folders in it.")
  @GetMapping("/files")
  ResponseEntity<List<SweepFiles.Entry>> listFiles(
      @PathVariable String name,
      @Parameter(description = "A folder's path; empty for the sweep's own.", example = "models")
          @RequestParam(defaultValue = "")
          String folder,
      ListPart part) {
    List<SweepFiles.Entry> all = files.in(name, folder);
    return part.answer(part.of(all), all.size());
  }

  /** For links. A generated client would encode the slashes of a path, which no server accepts. */
  @Hidden
  @GetMapping("/files/{*path}")
  ResponseEntity<Resource> download(
      @PathVariable String name, @PathVariable String path, @RequestHeader HttpHeaders asked)
      throws IOException {
    return file(name, path.substring(1), asked);
  }

  @Operation(
      summary = "Download a file",
      description = "As an attachment, whole or the range that is asked for.")
  @ApiResponse(
      responseCode = "200",
      description = "The file",
      content = {
        @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
        @Content(mediaType = "text/html", schema = @Schema(type = "string")),
        @Content(mediaType = "application/json", schema = @Schema(type = "object")),
        @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = "image/svg+xml", schema = @Schema(type = "string")),
        @Content(
            mediaType = "application/octet-stream",
            schema = @Schema(type = "string", format = "binary"))
      })
  @ApiResponse(
      responseCode = "206",
      description = "The range that was asked for",
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "304", description = "Not changed since", content = @Content)
  @ApiResponse(responseCode = "416", description = "The file has no such range.")
  @GetMapping("/file")
  ResponseEntity<Resource> downloadFile(
      @PathVariable String name,
      @RequestHeader HttpHeaders asked,
      @Parameter(description = "Its path as it is listed.", example = "results.csv") @RequestParam
          String path)
      throws IOException {
    return file(name, path, asked);
  }

  /** As an attachment: a figure with scripts is not to run as a page of this server. */
  private ResponseEntity<Resource> file(String name, String path, HttpHeaders asked)
      throws IOException {
    Path file = files.file(name, path);
    Resource whole = new FileSystemResource(file);
    if (asked.getIfNoneMatch().isEmpty()) {
      mustHave(whole, asked);
    }
    long changed = Files.getLastModifiedTime(file).toMillis();
    String shown = file.getFileName().toString();
    return ResponseEntity.ok()
        .eTag("\"%x-%x\"".formatted(Files.size(file), changed))
        .lastModified(changed)
        .contentType(type(shown))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(shown, StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(whole);
  }

  /** Spring would send the whole file with the status of a range that is not there. */
  private static void mustHave(Resource file, HttpHeaders asked) throws IOException {
    try {
      HttpRange.toResourceRegions(asked.getRange(), file);
    } catch (IllegalArgumentException e) {
      long bytes = file.contentLength();
      ErrorResponseException refusal =
          new ErrorResponseException(
              HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
              ProblemDetail.forStatusAndDetail(
                  HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                  "%s has %,d bytes, and not %s"
                      .formatted(file.getFilename(), bytes, asked.getFirst(HttpHeaders.RANGE))),
              e);
      refusal.getHeaders().set(HttpHeaders.CONTENT_RANGE, "bytes */" + bytes);
      throw refusal;
    }
  }

  private static MediaType type(String file) {
    MediaType type = MediaTypeFactory.getMediaType(file).orElse(MediaType.APPLICATION_OCTET_STREAM);
    return type.getType().equals("text") ? new MediaType(type, StandardCharsets.UTF_8) : type;
  }
}
