set local lock_timeout = '2s';

-- What was filled in cannot be told from what the trigger has written since, and does no harm.
select 1;
