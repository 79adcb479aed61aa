set local lock_timeout = '2s';

-- Fails, and changes nothing, while there is a title that is longer.
alter table posts alter column title type varchar(100);
