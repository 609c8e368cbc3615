-- Why: whoever asked may erase what was stored, or say what they chose in the end; rows go after a
-- while and leave counts; what is published of a week is kept as it was published.

-- The same table with the week before the random id in its key: rows that are due lie together, and
-- so do those of the present week, the only ones that come in. The order of arrival is still lost.
create table queries_by_week (
    id blob
        constraint queries_id_present not null
        constraint queries_id_size check (length(id) = 16),
    week text
        constraint queries_week_present not null
        constraint queries_week_shape check (week glob '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
    project_type text
        constraint queries_project_type_closed
        check (project_type not glob '*[^a-z0-9_]*' and length(project_type) between 1 and 64),
    project_size text
        constraint queries_project_size_closed
        check (project_size not glob '*[^a-z0-9_]*' and length(project_size) between 1 and 64),
    deadline text
        constraint queries_deadline_closed
        check (deadline not glob '*[^a-z0-9_]*' and length(deadline) between 1 and 64),
    budget text
        constraint queries_budget_closed
        check (budget not glob '*[^a-z0-9_]*' and length(budget) between 1 and 64),
    team_size text
        constraint queries_team_size_closed
        check (team_size not glob '*[^a-z0-9_]*' and length(team_size) between 1 and 64),
    experience text
        constraint queries_experience_closed
        check (experience not glob '*[^a-z0-9_]*' and length(experience) between 1 and 64),
    database text
        constraint queries_database_closed
        check (database not glob '*[^a-z0-9_]*' and length(database) between 1 and 64),
    growth text
        constraint queries_growth_closed
        check (growth not glob '*[^a-z0-9_]*' and length(growth) between 1 and 64),
    control text
        constraint queries_control_closed
        check (control not glob '*[^a-z0-9_]*' and length(control) between 1 and 64),
    security text
        constraint queries_security_closed
        check (security not glob '*[^a-z0-9_]*' and length(security) between 1 and 64),
    load text
        constraint queries_load_closed
        check (load not glob '*[^a-z0-9_]*' and length(load) between 1 and 64),
    goal text
        constraint queries_goal_closed
        check (goal not glob '*[^a-z0-9_]*' and length(goal) between 1 and 64),
    features text
        constraint queries_features_closed
        check (features not glob '*[^a-z0-9_,]*' and length(features) between 1 and 4159),
    knowledge_version text
        constraint queries_knowledge_version_present not null
        constraint queries_knowledge_version_shape
        check (
            knowledge_version not glob '*[^0-9.]*'
            and length(knowledge_version) between 1 and 16
        ),
    winner text
        constraint queries_winner_closed
        check (winner not glob '*[^a-z0-9_-]*' and length(winner) between 1 and 64),
    via_platform integer
        constraint queries_via_platform_present not null
        constraint queries_via_platform_flag check (via_platform in (0, 1)),
    constraint queries_key primary key (week, id)
) without rowid, strict;

insert into queries_by_week select * from queries;

drop table queries;

alter table queries_by_week rename to queries;

-- The random key by which the receipts of a week lead to its rows: a row's id is an HMAC of its receipt under
-- it. Nothing of a receipt is kept, and when the key goes, nobody can find the row of a receipt any more.
create table receipt_keys (
    week text
        constraint receipt_keys_week_present not null
        constraint receipt_keys_week_shape check (week glob '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
    value blob
        constraint receipt_keys_value_present not null
        constraint receipt_keys_value_size check (length(value) = 32),
    constraint receipt_keys_key primary key (week)
) without rowid, strict;

-- What was chosen in the end, for as long as there is a receipt for the query.
create table feedback (
    week text
        constraint feedback_week_present not null
        constraint feedback_week_shape check (week glob '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
    query_id blob
        constraint feedback_query_id_present not null
        constraint feedback_query_id_size check (length(query_id) = 16),
    chosen text
        constraint feedback_chosen_present not null
        constraint feedback_chosen_closed
        check (chosen not glob '*[^a-z0-9_-]*' and length(chosen) between 1 and 64),
    rating integer
        constraint feedback_rating_scale check (rating between 1 and 5),
    constraint feedback_key primary key (week, query_id)
) without rowid, strict;

-- Keyed hashes of idempotency keys and of what came with them, for a day, with nothing that leads to
-- a row.
create table idempotency_keys (
    key_mac blob
        constraint idempotency_keys_key_mac_present not null
        constraint idempotency_keys_key_mac_size check (length(key_mac) = 32),
    body_mac blob
        constraint idempotency_keys_body_mac_present not null
        constraint idempotency_keys_body_mac_size check (length(body_mac) = 32),
    -- Hours since 1970 in UTC.
    expires_hour integer
        constraint idempotency_keys_expires_hour_present not null,
    -- Random: which attempt was stored, so that a repeat of it does not take it back.
    attempt blob
        constraint idempotency_keys_attempt_present not null
        constraint idempotency_keys_attempt_size check (length(attempt) = 16),
    constraint idempotency_keys_key primary key (key_mac)
) without rowid, strict;

create index idempotency_keys_expiry on idempotency_keys (expires_hour);

-- How often each answer was given by queries, and each choice by feedback, that have gone.
create table counts (
    week text
        constraint counts_week_present not null
        constraint counts_week_shape check (week glob '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
    subject text
        constraint counts_subject_present not null
        constraint counts_subject_closed
        check (subject not glob '*[^a-z0-9_]*' and length(subject) between 1 and 64),
    -- An option, a framework, `recommended>chosen`, a rating, or nothing where there was none.
    key text
        constraint counts_key_present not null
        constraint counts_key_closed
        check (key not glob '*[^a-z0-9_>-]*' and length(key) <= 129),
    count integer
        constraint counts_count_present not null
        constraint counts_count_positive check (count > 0),
    constraint counts_pkey primary key (week, subject, key)
) without rowid, strict;

-- One row for each week that is closed. What was published is never computed again.
create table releases (
    week text
        constraint releases_week_present not null
        constraint releases_week_shape check (week glob '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
    first_week text
        constraint releases_first_week_present not null
        constraint releases_first_week_shape
        check (first_week glob '[0-9][0-9][0-9][0-9]-W[0-5][0-9]' and first_week <= week),
    -- JSON, rounded and suppressed; null where the week had too few queries and joins the next.
    body text
        constraint releases_body_size check (length(body) between 2 and 1048576),
    constraint releases_key primary key (week)
) without rowid, strict;

-- Random keys of keyed hashes.
create table secrets (
    name text
        constraint secrets_name_present not null
        constraint secrets_name_closed
        check (name not glob '*[^a-z_]*' and length(name) between 1 and 64),
    value blob
        constraint secrets_value_present not null
        constraint secrets_value_size check (length(value) = 32),
    constraint secrets_key primary key (name)
) without rowid, strict;
