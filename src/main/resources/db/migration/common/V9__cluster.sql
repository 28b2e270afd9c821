-- A worker: a process that trains cells which managers hand out. That it lives, its lease shows.
CREATE
    TABLE
        worker(
            owner VARCHAR(200) NOT NULL PRIMARY KEY,
            host VARCHAR(200) NOT NULL,
            version VARCHAR(60) NOT NULL,
            description TEXT NOT NULL,
            places INTEGER NOT NULL,
            started_at TIMESTAMP WITH TIME ZONE NOT NULL,
            ended_at TIMESTAMP WITH TIME ZONE,
            lost BOOLEAN DEFAULT FALSE NOT NULL, -- What it does not train, and why.
            remarks TEXT NOT NULL
        );

-- Which worker took which partition of a sweep's training, and how far it has come.
CREATE
    TABLE
        claim(
            step_execution BIGINT NOT NULL PRIMARY KEY,
            sweep VARCHAR(60) NOT NULL,
            cell_hash CHAR(64) NOT NULL, -- The cell again until the claim ends: one cell has one open claim at most.
            open_cell CHAR(64) UNIQUE,
            owner VARCHAR(200) NOT NULL,
            claimed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            ended_at TIMESTAMP WITH TIME ZONE,
            lost BOOLEAN DEFAULT FALSE NOT NULL,
            asked_to_stop BOOLEAN DEFAULT FALSE NOT NULL,
            step BIGINT NOT NULL,
            loss DOUBLE PRECISION,
            seen DOUBLE PRECISION
        );

CREATE
    INDEX claim_by_sweep ON
    claim(sweep);

CREATE
    INDEX claim_by_owner ON
    claim(owner);
