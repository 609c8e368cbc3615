-- Why: whoever asked may erase what was stored, or say what they chose in the end; rows go after a
-- while and leave counts; what is published of a week is kept as it was published.

-- With the week before the random id in the key, rows that are due lie together in it, and so do those
-- of the present week, the only ones that come in.
alter table queries
    drop constraint queries_key,
    add constraint queries_key primary key (week, id);

-- The random key by which the receipts of a week lead to its rows: a row's id is an HMAC of its receipt under
-- it. Nothing of a receipt is kept, and when the key goes, nobody can find the row of a receipt any more.
create table receipt_keys (
    week text collate "C"
        constraint receipt_keys_week_present not null
        constraint receipt_keys_week_shape check (week ~ '^[0-9]{4}-W[0-5][0-9]$'),
    value bytea
        constraint receipt_keys_value_present not null
        constraint receipt_keys_value_size check (octet_length(value) = 32),
    constraint receipt_keys_key primary key (week)
);

-- What was chosen in the end, for as long as there is a receipt for the query.
create table feedback (
    week text collate "C"
        constraint feedback_week_present not null
        constraint feedback_week_shape check (week ~ '^[0-9]{4}-W[0-5][0-9]$'),
    query_id bytea
        constraint feedback_query_id_present not null
        constraint feedback_query_id_size check (octet_length(query_id) = 16),
    chosen text collate "C"
        constraint feedback_chosen_present not null
        constraint feedback_chosen_closed
        check (chosen !~ '[^a-z0-9_-]' and octet_length(chosen) between 1 and 64),
    rating smallint
        constraint feedback_rating_scale check (rating between 1 and 5),
    constraint feedback_key primary key (week, query_id)
);

-- Keyed hashes of idempotency keys and of what came with them, for a day, with nothing that leads to
-- a row.
create table idempotency_keys (
    key_mac bytea
        constraint idempotency_keys_key_mac_present not null
        constraint idempotency_keys_key_mac_size check (octet_length(key_mac) = 32),
    body_mac bytea
        constraint idempotency_keys_body_mac_present not null
        constraint idempotency_keys_body_mac_size check (octet_length(body_mac) = 32),
    -- Hours since 1970 in UTC.
    expires_hour bigint
        constraint idempotency_keys_expires_hour_present not null,
    -- Random: which attempt was stored, so that a repeat of it does not take it back.
    attempt bytea
        constraint idempotency_keys_attempt_present not null
        constraint idempotency_keys_attempt_size check (octet_length(attempt) = 16),
    constraint idempotency_keys_key primary key (key_mac)
);

create index idempotency_keys_expiry on idempotency_keys (expires_hour);

-- How often each answer was given by queries, and each choice by feedback, that have gone.
create table counts (
    week text collate "C"
        constraint counts_week_present not null
        constraint counts_week_shape check (week ~ '^[0-9]{4}-W[0-5][0-9]$'),
    subject text collate "C"
        constraint counts_subject_present not null
        constraint counts_subject_closed
        check (subject !~ '[^a-z0-9_]' and octet_length(subject) between 1 and 64),
    -- An option, a framework, `recommended>chosen`, a rating, or nothing where there was none.
    key text collate "C"
        constraint counts_key_present not null
        constraint counts_key_closed
        check (key !~ '[^a-z0-9_>-]' and octet_length(key) <= 129),
    count bigint
        constraint counts_count_present not null
        constraint counts_count_positive check (count > 0),
    constraint counts_pkey primary key (week, subject, key)
);

-- One row for each week that is closed. What was published is never computed again.
create table releases (
    week text collate "C"
        constraint releases_week_present not null
        constraint releases_week_shape check (week ~ '^[0-9]{4}-W[0-5][0-9]$'),
    first_week text collate "C"
        constraint releases_first_week_present not null
        constraint releases_first_week_shape
        check (first_week ~ '^[0-9]{4}-W[0-5][0-9]$' and first_week <= week),
    -- JSON, rounded and suppressed; null where the week had too few queries and joins the next.
    body text collate "C"
        constraint releases_body_size check (length(body) between 2 and 1048576),
    constraint releases_key primary key (week)
);

-- Random keys of keyed hashes.
create table secrets (
    name text collate "C"
        constraint secrets_name_present not null
        constraint secrets_name_closed
        check (name !~ '[^a-z_]' and octet_length(name) between 1 and 64),
    value bytea
        constraint secrets_value_present not null
        constraint secrets_value_size check (octet_length(value) = 32),
    constraint secrets_key primary key (name)
);
