package org.gpicl.store.database;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.h2.engine.Database;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.db.RowDataType;
import org.h2.mvstore.tx.VersionedValueType;
import org.h2.mvstore.type.LongDataType;
import org.h2.result.RowFactory;
import org.h2.result.SearchRow;
import org.h2.value.CompareMode;
import org.h2.value.VersionedValue;

/**
 * The statements that H2 keeps in a database file and executes when it opens it. They may compile
 * and run programs, so they are read here without H2's SQL, and everything that our migrations do
 * not make is refused.
 */
final class StoredSchema {
  private static final String STATEMENTS = "table.0";
  private static final int SQL = 3;
  private static final int COLUMNS = 4;

  private static final Pattern SETTING =
      Pattern.compile(
          "SET (CREATE_BUILD|RETENTION_TIME|WRITE_DELAY|CACHE_SIZE|DB_CLOSE_DELAY|DEFAULT_LOCK_TIMEOUT"
              + "|LOCK_MODE|MAX_LOG_SIZE|MAX_MEMORY_ROWS|MAX_OPERATION_MEMORY) -?\\d+");

  private static final String QUOTED = "\"(?:[^\"]|\"\")*+\"";

  private static final Pattern DEFINITION =
      Pattern.compile(
          "(CREATE (CACHED TABLE|PRIMARY KEY|INDEX|UNIQUE|SEQUENCE|DOMAIN|USER IF NOT EXISTS)"
              + "|ALTER TABLE %s\\.%s ADD CONSTRAINT)\\b.*".formatted(QUOTED, QUOTED),
          Pattern.DOTALL);

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<space>\\s+)|(?<name>%s)|(?<text>'(?:[^']|'')*+')|(?<word>[A-Za-z_]++)"
                  .formatted(QUOTED)
              + "|(?<number>-?\\d+(?:\\.\\d+)?)|(?<open>\\()|[),.]");

  private static final Set<String> BEFORE_COLUMNS = Set.of("TABLE", "ON", "REFERENCES");

  /** None of them calls a function, names a class or begins a query. */
  private static final Set<String> WORDS =
      words(
          """
          ADD ADMIN ALTER AS ASC BELONGS_TO_TABLE BIGINT BINARY BOOLEAN BY CACHE CACHED CASCADE \
          CHARACTER CONSTRAINT CREATE CURRENT_TIMESTAMP CYCLE DECIMAL DEFAULT DELETE DESC DISTINCT \
          DOMAIN DOUBLE EXISTS FALSE FIRST FOREIGN GENERATED HASH IDENTITY IF INCREMENT INDEX INTEGER \
          KEY LARGE LAST MAXVALUE MINVALUE NO NOCHECK NOT NULL NULLS NUMERIC OBJECT ON PRECISION \
          PRIMARY REAL REFERENCES RESTART RESTRICT SALT SELECTIVITY SEQUENCE SMALLINT START TABLE TIME TIMESTAMP \
          TINYINT TRUE UNIQUE UPDATE USER VARYING WITH ZONE""");

  private static final Map<String, String> KINDS =
      Map.of(
          "TRIGGER", "a trigger",
          "ALIAS", "a function",
          "AGGREGATE", "a function",
          "VIEW", "a view",
          "LINKED", "a linked table",
          "CONSTANT", "a constant",
          "SYNONYM", "a synonym",
          "ENGINE", "a table with an engine of its own",
          "SET", "a setting");

  private StoredSchema() {}

  /**
   * @throws DamagedDatabaseException if a statement is there that no gpicl has written
   */
  static void check(MVStore store) {
    if (!store.hasMap(STATEMENTS)) {
      return;
    }
    RowDataType rows =
        RowFactory.getDefaultRowFactory()
            .createRowFactory(
                null,
                CompareMode.getInstance(null, 0),
                null,
                new int[COLUMNS],
                null,
                null,
                COLUMNS,
                false)
            .getRowDataType();
    MVMap<Long, VersionedValue<SearchRow>> map =
        store.openMap(
            STATEMENTS,
            new MVMap.Builder<Long, VersionedValue<SearchRow>>()
                .keyType(LongDataType.INSTANCE)
                .valueType(new VersionedValueType<SearchRow, Database>(rows)));
    try {
      map.values().stream()
          // Of a transaction that a kill left open either may come to be executed.
          .flatMap(row -> Stream.of(row.getCurrentValue(), row.getCommittedValue()))
          .filter(Objects::nonNull)
          .map(row -> row.getValue(SQL).getString())
          .map(StoredSchema::foreign)
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(
              reason -> {
                throw new DamagedDatabaseException(reason);
              });
    } catch (DamagedDatabaseException | MVStoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new DamagedDatabaseException("the definitions of its tables cannot be read", e);
    }
  }

  /** What a statement is, as text for a user; empty if it is one of ours. */
  static Optional<String> foreign(String sql) {
    return SETTING.matcher(sql).matches() || DEFINITION.matcher(sql).matches() && isPlain(sql)
        ? Optional.empty()
        : Optional.of(described(sql));
  }

  /** Words that we know, names, numbers and texts; no name is called as a function. */
  private static boolean isPlain(String sql) {
    Matcher token = TOKEN.matcher(sql);
    String word = "";
    boolean afterName = false;
    for (int at = 0; at < sql.length(); at = token.end()) {
      if (!token.region(at, sql.length()).lookingAt()) {
        return false;
      }
      if (token.group("word") != null) {
        word = token.group();
        afterName = false;
        if (!WORDS.contains(word)) {
          return false;
        }
      } else if (token.group("name") != null) {
        afterName = true;
      } else if (token.group("open") != null) {
        if (afterName && !BEFORE_COLUMNS.contains(word)) {
          return false;
        }
        word = "";
      } else if (token.group("space") == null && !token.group().equals(".")) {
        afterName = false;
      }
    }
    return true;
  }

  private static String described(String sql) {
    Matcher name = Pattern.compile("%s(\\.%s)*".formatted(QUOTED, QUOTED)).matcher(sql);
    String head = name.find() ? sql.substring(0, name.start()) : sql;
    String named = head.length() < sql.length() ? " (" + printable(name.group()) + ")" : "";
    return Stream.of(head.split("\\W+"), sql.split("\\W+"))
        .flatMap(Stream::of)
        .map(KINDS::get)
        .filter(Objects::nonNull)
        .findFirst()
        .map(
            kind ->
                "it holds %s%s, which gpicl never makes and which can run a program; nothing in it was executed"
                    .formatted(kind, named))
        .orElse(
            "it holds a definition%s that gpicl did not write; nothing in it was executed"
                .formatted(named));
  }

  private static String printable(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= 80 ? plain : plain.substring(0, 80) + "...";
  }

  private static Set<String> words(String text) {
    return Set.of(text.split(" "));
  }
}
