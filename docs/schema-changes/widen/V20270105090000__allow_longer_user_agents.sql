set local lock_timeout = '2s';

-- Longer only: PostgreSQL changes the catalog and reads no row.
alter table sessions alter column user_agent type varchar(400);
