package org.gpicl.report.parquet;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** What a column holds. */
enum ColumnType {
  INT32(of(PrimitiveTypeName.INT32), (to, value) -> to.addInteger((Integer) value)),
  INT64(of(PrimitiveTypeName.INT64), (to, value) -> to.addLong((Long) value), Long::valueOf),
  DOUBLE(
      of(PrimitiveTypeName.DOUBLE), (to, value) -> to.addDouble((Double) value), Double::valueOf),
  BOOLEAN(
      of(PrimitiveTypeName.BOOLEAN),
      (to, value) -> to.addBoolean((Boolean) value),
      Boolean::valueOf),
  STRING(
      name ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name),
      (to, value) -> to.addBinary(Binary.fromString((String) value))),
  DOUBLES(
      name -> Types.optionalList().optionalElement(PrimitiveTypeName.DOUBLE).named(name),
      (to, value) -> addList(to, (double[]) value));

  private interface Adding {
    void add(RecordConsumer to, Object value);
  }

  private static final int SURELY_LONG = 18;
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1," + SURELY_LONG + "}");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

  private static final Pattern TRUTH = Pattern.compile("true|false");

  private final Function<String, Type> schema;
  private final Adding adding;
  private final Function<String, Object> reading;

  ColumnType(Function<String, Type> schema, Adding adding) {
    this(schema, adding, text -> text);
  }

  ColumnType(Function<String, Type> schema, Adding adding, Function<String, Object> reading) {
    this.schema = schema;
    this.adding = adding;
    this.reading = reading;
  }

  private static Function<String, Type> of(PrimitiveTypeName type) {
    return name -> Types.optional(type).named(name);
  }

  private static void addList(RecordConsumer to, double[] numbers) {
    to.startGroup();
    to.startField("list", 0);
    for (double number : numbers) {
      to.startGroup();
      if (!Double.isNaN(number)) {
        to.startField("element", 0);
        to.addDouble(number);
        to.endField("element", 0);
      }
      to.endGroup();
    }
    to.endField("list", 0);
    to.endGroup();
  }

  /** The narrowest type that has all these values of a setting. */
  static ColumnType of(Stream<String> settings) {
    List<String> values = settings.distinct().toList();
    if (values.isEmpty()) {
      return STRING;
    }
    if (all(values, WHOLE)) {
      return INT64;
    }
    if (all(values, NUMBER)) {
      return DOUBLE;
    }
    return all(values, TRUTH) ? BOOLEAN : STRING;
  }

  private static boolean all(List<String> values, Pattern pattern) {
    return values.stream().allMatch(value -> pattern.matcher(value).matches());
  }

  Type schema(String name) {
    return schema.apply(name);
  }

  /** Adds a value to the field that was begun. */
  void add(RecordConsumer to, Object value) {
    adding.add(to, value);
  }

  /** The value of a setting that is of this type. */
  Object read(String text) {
    return reading.apply(text);
  }
}
