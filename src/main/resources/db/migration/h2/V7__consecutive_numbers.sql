-- H2 takes numbers in blocks of 32 and loses the rest of a block when its process is killed: the
-- run after #1 would be #33. PostgreSQL takes them one by one.
ALTER TABLE
    run ALTER COLUMN id
SET
    NO CACHE;

ALTER TABLE
    sweep_order ALTER COLUMN id
SET
    NO CACHE;
