package org.gpicl.report.parquet;

import java.util.List;
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
  INT32 {
    @Override
    Type schema(String name) {
      return Types.optional(PrimitiveTypeName.INT32).named(name);
    }

    @Override
    void add(RecordConsumer to, Object value) {
      to.addInteger((Integer) value);
    }
  },
  INT64 {
    @Override
    Type schema(String name) {
      return Types.optional(PrimitiveTypeName.INT64).named(name);
    }

    @Override
    void add(RecordConsumer to, Object value) {
      to.addLong((Long) value);
    }

    @Override
    Object read(String text) {
      return Long.valueOf(text);
    }
  },
  DOUBLE {
    @Override
    Type schema(String name) {
      return Types.optional(PrimitiveTypeName.DOUBLE).named(name);
    }

    @Override
    void add(RecordConsumer to, Object value) {
      to.addDouble((Double) value);
    }

    @Override
    Object read(String text) {
      return Double.valueOf(text);
    }
  },
  BOOLEAN {
    @Override
    Type schema(String name) {
      return Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
    }

    @Override
    void add(RecordConsumer to, Object value) {
      to.addBoolean((Boolean) value);
    }

    @Override
    Object read(String text) {
      return Boolean.valueOf(text);
    }
  },
  STRING {
    @Override
    Type schema(String name) {
      return Types.optional(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named(name);
    }

    @Override
    void add(RecordConsumer to, Object value) {
      to.addBinary(Binary.fromString((String) value));
    }
  },
  DOUBLES {
    @Override
    Type schema(String name) {
      return Types.optionalList().optionalElement(PrimitiveTypeName.DOUBLE).named(name);
    }

    @Override
    void add(RecordConsumer to, Object value) {
      to.startGroup();
      to.startField("list", 0);
      for (double number : (double[]) value) {
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
  };

  private static final int SURELY_LONG = 18;
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1," + SURELY_LONG + "}");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

  private static final Pattern TRUTH = Pattern.compile("true|false");

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

  abstract Type schema(String name);

  /** Adds a value to the field that was begun. */
  abstract void add(RecordConsumer to, Object value);

  /** The value of a setting that is of this type. */
  Object read(String text) {
    return text;
  }
}
