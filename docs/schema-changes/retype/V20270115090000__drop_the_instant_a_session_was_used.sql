-- lint: allow drop-column: the release before this one reads and writes last_used_on alone
-- lint: allow drop-object: a function of a trigger, which nothing else can call
set local lock_timeout = '2s';

drop trigger sessions_keep_last_used_on on sessions;
drop function keep_last_used_on();
alter table sessions drop column last_used_at;
