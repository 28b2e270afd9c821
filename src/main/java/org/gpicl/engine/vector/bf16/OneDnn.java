package org.gpicl.engine.vector.bf16;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import org.bytedeco.javacpp.Loader;

/** What is used of Intel's oneDNN and of the OpenMP below it; names are their own. */
final class OneDnn {
  static final byte AS_IS = 'N';
  static final byte TRANSPOSED = 'T';
  static final int SUCCESS = 0;

  static final String FOLDER = "/org/bytedeco/dnnl/linux-x86_64/";
  static final String LIBRARY = "libdnnl.so.3";

  /** RTLD_LAZY without RTLD_GLOBAL: libtorch has a oneDNN of its own. */
  private static final int ITS_SYMBOLS_TO_ITSELF = 1;

  /** oneDNN finds it by its name among the libraries that are loaded already. */
  private static final String OPEN_MP = "libgomp.so.1";

  static {
    System.load(unpacked(OPEN_MP));
    Native.register(
        OneDnn.class,
        NativeLibrary.getInstance(
            unpacked(LIBRARY), Map.of(Library.OPTION_OPEN_FLAGS, ITS_SYMBOLS_TO_ITSELF)));
  }

  private OneDnn() {}

  private static String unpacked(String library) {
    try {
      File file = Loader.cacheResource(OneDnn.class, FOLDER + library);
      if (file == null) {
        throw new UnsatisfiedLinkError(library + " is not built in");
      }
      return file.getPath();
    } catch (IOException e) {
      throw new UnsatisfiedLinkError(library + " cannot be unpacked: " + e.getMessage());
    }
  }

  /** Sets how many threads the products of the calling thread use. */
  static native void omp_set_num_threads(int threads);

  /** The library's version: a structure of int major, minor, patch, and more. */
  static native Pointer dnnl_version();

  /** The instruction sets that it uses, as a number of its own. */
  static native int dnnl_get_effective_cpu_isa();

  /** The name of instruction sets. */
  static native String dnnl_cpu_isa2str(int instructions);

  /** C [m, n] = alpha A [m, k] B [k, n] + beta C, all by rows; A and B in bf16. */
  static native int dnnl_gemm_bf16bf16f32(
      byte transposeA,
      byte transposeB,
      long m,
      long n,
      long k,
      float alpha,
      Pointer a,
      long rowOfA,
      Pointer b,
      long rowOfB,
      float beta,
      Pointer c,
      long rowOfC);
}
