package org.gpicl.report.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A file of one table. It is not compressed, since the codecs are native libraries; columns that
 * repeat themselves are small as they are.
 */
final class ParquetFile<R> extends ParquetWriter.Builder<R, ParquetFile<R>> {
  /** What is held in memory before it is written. */
  private static final long GROUP_BYTES = 16 << 20;

  private final List<Column<R>> columns;

  private ParquetFile(OutputStream out, List<Column<R>> columns) {
    super(new Sequential(out));
    this.columns = columns;
  }

  static <R> void write(OutputStream out, List<Column<R>> columns, Stream<R> rows)
      throws IOException {
    try (ParquetWriter<R> writer =
        new ParquetFile<>(out, columns)
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withRowGroupSize(GROUP_BYTES)
            .build()) {
      for (R row : (Iterable<R>) rows::iterator) {
        writer.write(row);
      }
    }
  }

  @Override
  protected ParquetFile<R> self() {
    return this;
  }

  @Override
  @SuppressWarnings("deprecation")
  protected WriteSupport<R> getWriteSupport(Configuration configuration) {
    return new TableRows<>(columns);
  }

  @Override
  protected WriteSupport<R> getWriteSupport(ParquetConfiguration configuration) {
    return new TableRows<>(columns);
  }

  private record Sequential(OutputStream out) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new DelegatingPositionOutputStream(out) {
        private long position;

        @Override
        public long getPos() {
          return position;
        }

        @Override
        public void write(int b) throws IOException {
          super.write(b);
          position++;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
          super.write(bytes);
          position += bytes.length;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          super.write(bytes, offset, length);
          position += length;
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
