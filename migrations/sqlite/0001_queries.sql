-- Why: queries are kept for the weekly statistics, and for nothing that could lead to a person.
-- The columns are those that docs/privacy.md names; a test refuses any other.
--
-- Closed identifiers only: the checks hold their shape, so that not even a fault of the program
-- can put a name, an address or a sentence into a row. Which identifiers exist is data and
-- changes with the knowledge, so it is not written here. An answer left out is null.
--
-- `without rowid`: rows lie in the order of their random key, and the order of arrival, which a
-- hidden row number would keep, is lost. `strict`: a column holds its type and no other.
create table queries (
    id blob
        constraint queries_id_present not null
        constraint queries_id_size check (length(id) = 16),
    -- ISO 8601 week in UTC, such as 2026-W48, instead of a time.
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
    -- Sorted ids joined by commas; at most 64 ids of at most 64 bytes.
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
    -- Null when every framework was excluded.
    winner text
        constraint queries_winner_closed
        check (winner not glob '*[^a-z0-9_-]*' and length(winner) between 1 and 64),
    -- Whether the query came through some platform; which one is not kept.
    via_platform integer
        constraint queries_via_platform_present not null
        constraint queries_via_platform_flag check (via_platform in (0, 1)),
    constraint queries_key primary key (id)
) without rowid, strict;
