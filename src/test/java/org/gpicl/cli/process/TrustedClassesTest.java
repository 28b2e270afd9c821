package org.gpicl.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.rowset.serial.SerialClob;
import org.junit.jupiter.api.Test;
import org.quartz.JobDataMap;
import org.springframework.batch.infrastructure.item.ExecutionContext;

class TrustedClassesTest {
  /** Stands for any class on the class path that was not written by a known library. */
  private record Foreign(String text) implements Serializable {}

  private static Object read(Object written) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(written);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      in.setObjectInputFilter(TrustedClasses.filter());
      return in.readObject();
    }
  }

  @Test
  void whatBatchAndQuartzStoreIsRead() throws Exception {
    ExecutionContext context = new ExecutionContext();
    context.putLong("chunk", 7);
    JobDataMap data = new JobDataMap(Map.of("sweep", "nightly"));

    assertThat(read(context)).isEqualTo(context);
    assertThat(read(data)).isEqualTo(data);
    assertThat(read(new HashMap<>(Map.of("at", Instant.EPOCH))))
        .isEqualTo(Map.of("at", Instant.EPOCH));
  }

  @Test
  void anObjectOfAnyOtherClassIsRefused() {
    assertThatThrownBy(() -> read(new Foreign("x"))).isInstanceOf(InvalidClassException.class);
    assertThatThrownBy(() -> read(new SerialClob(new char[1])))
        .isInstanceOf(InvalidClassException.class);
  }

  @Test
  void norIsItReadWhenATrustedOneHoldsIt() {
    assertThatThrownBy(() -> read(new JobDataMap(Map.of("key", new Foreign("x")))))
        .isInstanceOf(InvalidClassException.class);
    assertThatThrownBy(() -> read(new ArrayList<>(List.of(new Foreign("x")))))
        .isInstanceOf(InvalidClassException.class);
  }

  @Test
  void anObjectNestedWithoutMeasureIsRefused() {
    List<Object> nested = new ArrayList<>();
    for (int depth = 0; depth < 200; depth++) {
      nested = new ArrayList<>(List.of(nested));
    }
    List<Object> deep = nested;

    assertThatThrownBy(() -> read(deep)).isInstanceOf(InvalidClassException.class);
  }
}
