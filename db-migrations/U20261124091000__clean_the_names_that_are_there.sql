set local lock_timeout = '2s';

-- What was taken out is gone, and was seen by nobody.
select 1;
