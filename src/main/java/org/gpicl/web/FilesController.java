package org.gpicl.web;

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
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The files of a sweep, to be downloaded. Ranges and conditions are Spring's. */
@RestController
@RequestMapping("/api/sweeps/{name}/files")
class FilesController {
  private final SweepFiles files;

  FilesController(SweepFiles files) {
    this.files = files;
  }

  @GetMapping
  ResponseEntity<List<SweepFiles.Entry>> listFiles(
      @PathVariable String name, @RequestParam(defaultValue = "") String folder, ListPart part) {
    List<SweepFiles.Entry> all = files.in(name, folder);
    return part.answer(part.of(all), all.size());
  }

  /** As an attachment: a figure with scripts is not to run as a page of this server. */
  @GetMapping("/{*path}")
  ResponseEntity<Resource> download(@PathVariable String name, @PathVariable String path)
      throws IOException {
    Path file = files.file(name, path.substring(1));
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
        .body(new FileSystemResource(file));
  }

  private static MediaType type(String file) {
    MediaType type = MediaTypeFactory.getMediaType(file).orElse(MediaType.APPLICATION_OCTET_STREAM);
    return type.getType().equals("text") ? new MediaType(type, StandardCharsets.UTF_8) : type;
  }
}
