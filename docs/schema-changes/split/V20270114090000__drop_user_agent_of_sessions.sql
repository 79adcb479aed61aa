-- lint: allow drop-column: the release before this one reads and writes program and platform alone
set local lock_timeout = '2s';

drop trigger sessions_split_user_agent on sessions;
drop function split_user_agent();
alter table sessions drop column user_agent;
