-- lint: allow drop-column: the release before this one reads and writes program and platform alone
-- lint: allow drop-object: a function of a trigger, which nothing else can call
set local lock_timeout = '2s';

drop trigger sessions_split_user_agent on sessions;
drop function split_user_agent();
alter table sessions drop column user_agent;
