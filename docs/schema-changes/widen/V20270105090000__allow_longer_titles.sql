set local lock_timeout = '2s';

-- Longer only: PostgreSQL changes the catalog and reads no row.
alter table posts alter column title type varchar(200);
