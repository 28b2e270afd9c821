-- The standard error of an accuracy over evaluation tasks, at each position too, and how many tasks
-- these were. Unknown for training accuracies, for one task, and for results from before.
ALTER TABLE
    evaluation ADD COLUMN standard_error DOUBLE PRECISION;

ALTER TABLE
    evaluation ADD COLUMN error_by_position TEXT;

ALTER TABLE
    evaluation ADD COLUMN error_tasks BIGINT;
