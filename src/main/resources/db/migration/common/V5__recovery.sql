-- Who trains a cell: whatever else wants to store something of it has lost it.
ALTER TABLE cell ADD COLUMN owner VARCHAR(200);

-- A failure that would come again is not tried again by itself.
ALTER TABLE cell ADD COLUMN failure_lasts BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE cell ALTER COLUMN status SET DATA TYPE VARCHAR(20);

-- The version of our own numbers that a sweep's cells were begun with.
ALTER TABLE sweep ADD COLUMN numerics INTEGER DEFAULT 2 NOT NULL;

-- A renewed lease has another number, whatever the clock of its owner shows.
ALTER TABLE lease ADD COLUMN beats BIGINT DEFAULT 0 NOT NULL;

-- Which process a run was, and where the JVM or the launcher would leave word of its crash.
ALTER TABLE run ADD COLUMN owner VARCHAR(200);
ALTER TABLE run ADD COLUMN crash_files TEXT;

-- Crashes of the JVM in native code while a cell was in training, and the checkpoint that it had
-- gone on from: crashes at the same place stand at the same step.
CREATE TABLE crash (
  cell_hash CHAR(64) NOT NULL REFERENCES cell (hash),
  run BIGINT NOT NULL,
  step BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (cell_hash, run)
);
