package org.gpicl.report.parquet;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/** Puts rows into columns. */
final class TableRows<R> extends WriteSupport<R> {
  private final List<Column<R>> columns;
  private RecordConsumer to;

  TableRows(List<Column<R>> columns) {
    this.columns = columns;
  }

  @Override
  public String getName() {
    return "gpicl";
  }

  @Override
  @SuppressWarnings("deprecation")
  public WriteContext init(Configuration configuration) {
    return context();
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return context();
  }

  private WriteContext context() {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    columns.forEach(column -> schema.addField(column.type().schema(column.name())));
    MessageType message = schema.named("table");
    return new WriteContext(message, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    to = consumer;
  }

  @Override
  public void write(R row) {
    to.startMessage();
    for (int k = 0; k < columns.size(); k++) {
      Column<R> column = columns.get(k);
      Object value = column.value().apply(row);
      if (value != null && !value.equals(Double.NaN)) {
        to.startField(column.name(), k);
        column.type().add(to, value);
        to.endField(column.name(), k);
      }
    }
    to.endMessage();
  }
}
