package org.gpicl.report.export;

import java.util.Locale;

/** The kinds of files that trained models are exported to. */
public enum ExportFormat {
  /** Tensors under PyTorch's names and in its layout, with everything a loader needs. */
  SAFETENSORS,
  /** A graph that computes logits, for ONNX Runtime and others. */
  ONNX,
  /** Arrays under this program's own names and in its layout, with a JSON file beside. */
  NPZ;

  @Override
  public String toString() {
    return key();
  }

  /** Its name on the command line, which its files end with. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
