package org.gpicl.web.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.gpicl.report.grid.SearchedBoundary;

/**
 * A sweep with its grid, its cells and its runs.
 *
 * @param runOn who trains: here, workers or slurm
 * @param boundary null if it searches none
 * @param plateau null if it has no halving
 */
public record SweepDetail(
    @JsonUnwrapped SweepSummary summary,
    String recipe,
    String engine,
    String runOn,
    String images,
    int classes,
    @JsonUnwrapped SweepAxes axes,
    List<CellSummary> cellsList,
    SearchedBoundary boundary,
    HalvingPlateau plateau,
    List<RunSummary> runs,
    ScheduleSummary schedule) {}
