-- How fast a worker trains what it has in hand.
ALTER TABLE
    claim ADD COLUMN steps_per_second DOUBLE PRECISION;
