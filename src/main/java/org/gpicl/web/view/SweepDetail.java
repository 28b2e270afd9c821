package org.gpicl.web.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.Nullable;
import java.util.List;
import org.gpicl.report.grid.SearchedBoundary;

@Schema(description = "A sweep with its grid, its cells and its runs.")
public record SweepDetail(
    @JsonUnwrapped SweepSummary summary,
    String recipe,
    String engine,
    @Schema(
            description = "Who trains.",
            allowableValues = {"here", "workers", "slurm"})
        String runOn,
    @Schema(description = "The image set.", example = "mnist") String images,
    int classes,
    @JsonUnwrapped SweepAxes axes,
    List<CellSummary> cellsList,
    @Schema(description = "Null if it searches none.") @Nullable SearchedBoundary boundary,
    @Schema(description = "Null if it has no halving.") @Nullable HalvingPlateau plateau,
    @Schema(description = "The newest 50, the newest first.") List<RunSummary> runs,
    @Nullable ScheduleSummary schedule) {}
