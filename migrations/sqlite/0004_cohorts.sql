-- Why: the teacher of a group sees what its members answered, without accounts. There are sums only: no row of a member,
-- no time, and nothing that leads to a row of `queries`.

create table cohorts (
    -- Random, so that the order of creation is not kept.
    id blob
        constraint cohorts_id_present not null
        constraint cohorts_id_size check (length(id) = 16),
    -- SHA-256 of the token that adds answers, and of the token that reads; the tokens themselves are not stored.
    join_hash blob
        constraint cohorts_join_hash_present not null
        constraint cohorts_join_hash_size check (length(join_hash) = 32)
        constraint cohorts_join_hash_once unique,
    read_hash blob
        constraint cohorts_read_hash_present not null
        constraint cohorts_read_hash_size check (length(read_hash) = 32)
        constraint cohorts_read_hash_once unique,
    -- The first day in UTC on which neither token is valid; then the cohort is deleted.
    ends_on text
        constraint cohorts_ends_on_present not null
        constraint cohorts_ends_on_shape
        check (ends_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    -- How many answers of one client count in a day. The creator sets it to the number of expected participants, because
    -- a class can have one address.
    participants integer
        constraint cohorts_participants_present not null
        constraint cohorts_participants_range check (participants between 1 and 1000),
    -- Whether no more answers are added.
    closed integer
        constraint cohorts_closed_present not null
        constraint cohorts_closed_flag check (closed in (0, 1)),
    -- The number of answers in `body`, exactly; 0 without one.
    released_answers integer
        constraint cohorts_released_answers_present not null
        constraint cohorts_released_answers_positive check (released_answers >= 0),
    -- The figures that are shown, JSON, rounded and suppressed. They are computed once for these answers.
    body text
        constraint cohorts_body_size check (length(body) between 2 and 1048576),
    constraint cohorts_key primary key (id)
) without rowid, strict;

-- How often each option was chosen and each framework came first in a cohort. The counts only grow.
create table cohort_counts (
    cohort blob
        constraint cohort_counts_cohort_present not null
        constraint cohort_counts_cohort_size check (length(cohort) = 16),
    subject text
        constraint cohort_counts_subject_present not null
        constraint cohort_counts_subject_closed
        check (subject not glob '*[^a-z0-9_]*' and length(subject) between 1 and 64),
    -- An option, a framework, or nothing where there was none.
    key text
        constraint cohort_counts_key_present not null
        constraint cohort_counts_key_closed
        check (key not glob '*[^a-z0-9_-]*' and length(key) <= 64),
    count integer
        constraint cohort_counts_count_present not null
        constraint cohort_counts_count_positive check (count > 0),
    constraint cohort_counts_pkey primary key (cohort, subject, key)
) without rowid, strict;
