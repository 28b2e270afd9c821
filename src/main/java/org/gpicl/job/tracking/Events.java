package org.gpicl.job.tracking;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import com.google.protobuf.Value;
import java.util.Map;
import java.util.Optional;

/**
 * Events as TensorBoard reads them. These are the few fields of its {@code event.proto}, {@code
 * summary.proto} and {@code plugin_data.proto} (plugin {@code hparams}) that a cell needs; the
 * numbers are those of the fields there.
 */
final class Events {
  private static final String VERSION = "brain.Event:2";

  /** The name of the event with the settings. */
  static final String SETTINGS = "_hparams_/session_start_info";

  /** The name of the event that says that a cell is finished. */
  static final String END = "_hparams_/session_end_info";

  private static final int SUCCESS = 1;
  private static final String NUMBER = "-?\\d+(\\.\\d*)?([eE]-?\\d{1,2})?";

  private Events() {}

  /** The first event of a file. */
  static byte[] version(double seconds) {
    return event(seconds, 0).addField(3, text(VERSION)).build().toByteArray();
  }

  static byte[] scalar(double seconds, SweepTracker.Metric metric) {
    Field value =
        Field.newBuilder().addFixed32(Float.floatToIntBits((float) metric.value())).build();
    return summary(
        seconds, metric.step(), named(metric.key()).addField(2, value)); // Value.simple_value
  }

  /**
   * What determines a cell, for the page HPARAMS.
   *
   * @param group cells of one group are repetitions of each other
   */
  static byte[] settings(double seconds, String group, Map<String, String> settings) {
    Field.Builder entries = Field.newBuilder();
    settings.forEach(
        (name, value) ->
            entries.addLengthDelimited(
                message()
                    .addField(1, text(name))
                    .addField(2, bytes(typed(value).toByteString()))
                    .build()
                    .toByteString()));
    UnknownFieldSet start =
        message()
            .addField(1, entries.build())
            .addField(4, text(group))
            .addField(5, fixed64(seconds))
            .build();
    return hparams(seconds, SETTINGS, message().addField(3, bytes(start.toByteString())));
  }

  /** The cell is finished, for the same page. */
  static byte[] finished(double seconds) {
    UnknownFieldSet end =
        message().addField(1, number(SUCCESS)).addField(2, fixed64(seconds)).build();
    return hparams(seconds, END, message().addField(4, bytes(end.toByteString())));
  }

  /** The name of what an event is about, and the step. */
  record Subject(String tag, long step) {}

  /** Empty for an event without a value, such as a file's first. */
  static Optional<Subject> subject(byte[] event) throws InvalidProtocolBufferException {
    UnknownFieldSet fields = UnknownFieldSet.parseFrom(event);
    Optional<ByteString> value = last(fields, 5).flatMap(summary -> inner(summary, 1));
    long step =
        fields.getField(2).getVarintList().stream().reduce((first, next) -> next).orElse(0L);
    return value.flatMap(one -> inner(one, 1)).map(tag -> new Subject(tag.toStringUtf8(), step));
  }

  private static Optional<ByteString> inner(ByteString message, int field) {
    try {
      return last(UnknownFieldSet.parseFrom(message), field);
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  private static Optional<ByteString> last(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().stream().reduce((one, next) -> next);
  }

  private static byte[] hparams(double seconds, String tag, UnknownFieldSet.Builder content) {
    UnknownFieldSet plugin =
        message()
            .addField(1, text("hparams"))
            .addField(2, bytes(content.build().toByteString()))
            .build();
    UnknownFieldSet metadata = message().addField(1, bytes(plugin.toByteString())).build();
    return summary(seconds, 0, named(tag).addField(9, bytes(metadata.toByteString())));
  }

  private static byte[] summary(double seconds, long step, UnknownFieldSet.Builder value) {
    UnknownFieldSet summary = message().addField(1, bytes(value.build().toByteString())).build();
    return event(seconds, step).addField(5, bytes(summary.toByteString())).build().toByteArray();
  }

  private static UnknownFieldSet.Builder event(double seconds, long step) {
    return message().addField(1, fixed64(seconds)).addField(2, number(step));
  }

  private static UnknownFieldSet.Builder named(String tag) {
    return message().addField(1, text(tag));
  }

  /** As a number, if it is one: the page sorts and colours by it. */
  private static Value typed(String text) {
    return text.matches(NUMBER)
        ? Value.newBuilder().setNumberValue(Double.parseDouble(text)).build()
        : Value.newBuilder().setStringValue(text).build();
  }

  private static UnknownFieldSet.Builder message() {
    return UnknownFieldSet.newBuilder();
  }

  private static Field text(String text) {
    return bytes(ByteString.copyFromUtf8(text));
  }

  private static Field bytes(ByteString bytes) {
    return Field.newBuilder().addLengthDelimited(bytes).build();
  }

  private static Field number(long number) {
    return Field.newBuilder().addVarint(number).build();
  }

  private static Field fixed64(double number) {
    return Field.newBuilder().addFixed64(Double.doubleToLongBits(number)).build();
  }
}
