-- The bytes of a checkpoint may be a file in a folder that machines share; it has no parts then.
ALTER TABLE
    checkpoint ADD COLUMN stored_file TEXT;

-- Every such file from before it is written until it is gone: one that no checkpoint names can go.
CREATE
    TABLE
        checkpoint_file(
            PATH VARCHAR(1000) NOT NULL PRIMARY KEY,
            cell_hash CHAR(64) NOT NULL
        );

CREATE
    INDEX checkpoint_file_by_cell ON
    checkpoint_file(cell_hash);
