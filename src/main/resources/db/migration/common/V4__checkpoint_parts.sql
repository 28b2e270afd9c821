-- A training state is stored in parts, each in a transaction of its own, so that no buffer and no
-- transaction has to hold hundreds of megabytes. Its row in `checkpoint` comes last: parts without
-- one are of a checkpoint that was never finished.
CREATE TABLE checkpoint_part (
  cell_hash CHAR(64) NOT NULL REFERENCES cell (hash),
  step BIGINT NOT NULL,
  part INTEGER NOT NULL,
  bytes GPICL_BYTES NOT NULL,
  PRIMARY KEY (cell_hash, step, part)
);

INSERT INTO checkpoint_part (cell_hash, step, part, bytes)
  SELECT cell_hash, step, 0, state FROM checkpoint;

ALTER TABLE checkpoint DROP COLUMN state;
