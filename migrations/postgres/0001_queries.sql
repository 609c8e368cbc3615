-- Why: queries are kept for the weekly statistics, and for nothing that could lead to a person.
-- The columns are those that docs/privacy.md names; a test refuses any other.
--
-- Closed identifiers only: the checks hold their shape, so that not even a fault of the program
-- can put a name, an address or a sentence into a row. Which identifiers exist is data and
-- changes with the knowledge, so it is not written here. An answer left out is null.
--
-- `collate "C"`: texts are compared byte by byte, as SQLite does, whatever the language of the
-- database is.
create table queries (
    id bytea
        constraint queries_id_present not null
        constraint queries_id_size check (octet_length(id) = 16),
    -- ISO 8601 week in UTC, such as 2026-W48, instead of a time.
    week text collate "C"
        constraint queries_week_present not null
        constraint queries_week_shape check (week ~ '^[0-9]{4}-W[0-5][0-9]$'),
    project_type text collate "C"
        constraint queries_project_type_closed
        check (project_type !~ '[^a-z0-9_]' and octet_length(project_type) between 1 and 64),
    project_size text collate "C"
        constraint queries_project_size_closed
        check (project_size !~ '[^a-z0-9_]' and octet_length(project_size) between 1 and 64),
    deadline text collate "C"
        constraint queries_deadline_closed
        check (deadline !~ '[^a-z0-9_]' and octet_length(deadline) between 1 and 64),
    budget text collate "C"
        constraint queries_budget_closed
        check (budget !~ '[^a-z0-9_]' and octet_length(budget) between 1 and 64),
    team_size text collate "C"
        constraint queries_team_size_closed
        check (team_size !~ '[^a-z0-9_]' and octet_length(team_size) between 1 and 64),
    experience text collate "C"
        constraint queries_experience_closed
        check (experience !~ '[^a-z0-9_]' and octet_length(experience) between 1 and 64),
    database text collate "C"
        constraint queries_database_closed
        check (database !~ '[^a-z0-9_]' and octet_length(database) between 1 and 64),
    growth text collate "C"
        constraint queries_growth_closed
        check (growth !~ '[^a-z0-9_]' and octet_length(growth) between 1 and 64),
    control text collate "C"
        constraint queries_control_closed
        check (control !~ '[^a-z0-9_]' and octet_length(control) between 1 and 64),
    security text collate "C"
        constraint queries_security_closed
        check (security !~ '[^a-z0-9_]' and octet_length(security) between 1 and 64),
    load text collate "C"
        constraint queries_load_closed
        check (load !~ '[^a-z0-9_]' and octet_length(load) between 1 and 64),
    goal text collate "C"
        constraint queries_goal_closed
        check (goal !~ '[^a-z0-9_]' and octet_length(goal) between 1 and 64),
    -- Sorted ids joined by commas; at most 64 ids of at most 64 bytes.
    features text collate "C"
        constraint queries_features_closed
        check (features !~ '[^a-z0-9_,]' and octet_length(features) between 1 and 4159),
    knowledge_version text collate "C"
        constraint queries_knowledge_version_present not null
        constraint queries_knowledge_version_shape
        check (
            knowledge_version !~ '[^0-9.]'
            and octet_length(knowledge_version) between 1 and 16
        ),
    -- Null when every framework was excluded.
    winner text collate "C"
        constraint queries_winner_closed
        check (winner !~ '[^a-z0-9_-]' and octet_length(winner) between 1 and 64),
    -- Whether the query came through some platform; which one is not kept.
    via_platform boolean
        constraint queries_via_platform_present not null,
    constraint queries_key primary key (id)
);
