package org.gpicl.web.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A sweep with its grid, its cells and its runs.
 *
 * @param swept what it varies beside models, tasks, hidden sizes and seeds, in the order of the
 *     sweep file's keys
 */
public record SweepDetail(
    @JsonUnwrapped SweepSummary summary,
    String recipe,
    String engine,
    String images,
    int classes,
    List<String> models,
    List<Long> tasks,
    List<Long> hidden,
    List<Long> seeds,
    List<SweptAxis> swept,
    List<CellSummary> cellsList,
    List<RunSummary> runs,
    ScheduleSummary schedule) {}
