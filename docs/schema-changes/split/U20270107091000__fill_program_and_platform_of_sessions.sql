set local lock_timeout = '2s';

-- What was filled in goes with the columns.
select 1;
