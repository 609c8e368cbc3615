-- Whether weeks are merged must not reveal a single query, so the decision is made with noise. The noise of a week is
-- drawn once, when the week is closed, and the sum over the merged weeks is stored here, week by week.

-- The number of queries of the week with noise, which may be negative; null where it could not be counted.
alter table releases add column noisy_total bigint;
