package org.gpicl.report.parquet;

import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param <R> what a row is made of
 * @param value gives null where a row has none
 */
record Column<R>(String name, ColumnType type, Function<R, Object> value) {}
