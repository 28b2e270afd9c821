package org.gpicl.report.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tensors in the safetensors format: the length of a JSON header in eight bytes, the header, and
 * all numbers, little-endian. Equal tensors and metadata give equal bytes.
 *
 * <p>Source of the format: the README of huggingface/safetensors.
 */
final class SafetensorsFile {
  private static final int ALIGNMENT = 8;

  private SafetensorsFile() {}

  /**
   * @param metadata texts that a loader finds beside the tensors
   */
  static void write(OutputStream out, List<TorchTensor> tensors, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(tensors, metadata);
    int padding = (ALIGNMENT - header.length % ALIGNMENT) % ALIGNMENT;
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putLong(header.length + padding).array());
    out.write(header);
    out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
    for (TorchTensor tensor : tensors) {
      ByteBuffer numbers =
          ByteBuffer.allocate(Float.BYTES * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
      numbers.asFloatBuffer().put(tensor.values());
      out.write(numbers.array());
    }
  }

  private static byte[] header(List<TorchTensor> tensors, Map<String, String> metadata) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", metadata);
    long at = 0;
    for (TorchTensor tensor : tensors) {
      long end = at + (long) Float.BYTES * tensor.values().length;
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", "F32");
      entry.put("shape", tensor.shape());
      entry.put("data_offsets", List.of(at, end));
      header.put(tensor.name(), entry);
      at = end;
    }
    return JsonMapper.shared().writeValueAsBytes(header);
  }
}
