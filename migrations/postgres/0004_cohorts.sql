-- Why: the teacher of a group sees what its members answered, without accounts. There are sums only: no row of a member,
-- no time, and nothing that leads to a row of `queries`.

create table cohorts (
    -- Random, so that the order of creation is not kept.
    id bytea
        constraint cohorts_id_present not null
        constraint cohorts_id_size check (octet_length(id) = 16),
    -- SHA-256 of the token that adds answers, and of the token that reads; the tokens themselves are not stored.
    join_hash bytea
        constraint cohorts_join_hash_present not null
        constraint cohorts_join_hash_size check (octet_length(join_hash) = 32)
        constraint cohorts_join_hash_once unique,
    read_hash bytea
        constraint cohorts_read_hash_present not null
        constraint cohorts_read_hash_size check (octet_length(read_hash) = 32)
        constraint cohorts_read_hash_once unique,
    -- The first day in UTC on which neither token is valid; then the cohort is deleted.
    ends_on text collate "C"
        constraint cohorts_ends_on_present not null
        constraint cohorts_ends_on_shape check (ends_on ~ '^[0-9]{4}-[0-1][0-9]-[0-3][0-9]$'),
    -- How many answers of one client count in a day. The creator sets it to the number of expected participants, because
    -- a class can have one address.
    participants bigint
        constraint cohorts_participants_present not null
        constraint cohorts_participants_range check (participants between 1 and 1000),
    -- Whether no more answers are added.
    closed boolean
        constraint cohorts_closed_present not null,
    -- The number of answers in `body`, exactly; 0 without one.
    released_answers bigint
        constraint cohorts_released_answers_present not null
        constraint cohorts_released_answers_positive check (released_answers >= 0),
    -- The figures that are shown, JSON, rounded and suppressed. They are computed once for these answers.
    body text collate "C"
        constraint cohorts_body_size check (length(body) between 2 and 1048576),
    constraint cohorts_key primary key (id)
);

-- How often each option was chosen and each framework came first in a cohort. The counts only grow.
create table cohort_counts (
    cohort bytea
        constraint cohort_counts_cohort_present not null
        constraint cohort_counts_cohort_size check (octet_length(cohort) = 16),
    subject text collate "C"
        constraint cohort_counts_subject_present not null
        constraint cohort_counts_subject_closed
        check (subject !~ '[^a-z0-9_]' and octet_length(subject) between 1 and 64),
    -- An option, a framework, or nothing where there was none.
    key text collate "C"
        constraint cohort_counts_key_present not null
        constraint cohort_counts_key_closed check (key !~ '[^a-z0-9_-]' and octet_length(key) <= 64),
    count bigint
        constraint cohort_counts_count_present not null
        constraint cohort_counts_count_positive check (count > 0),
    constraint cohort_counts_pkey primary key (cohort, subject, key)
);
