-- River's GIN indexes over the payload serve no query of this product and cost
-- more than half of the price of enqueueing a job.
-- +dialect postgres
DROP INDEX IF EXISTS river_job_args_index;
DROP INDEX IF EXISTS river_job_metadata_index;
-- +dialect sqlite
SELECT 1;
