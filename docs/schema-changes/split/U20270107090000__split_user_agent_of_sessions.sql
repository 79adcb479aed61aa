set local lock_timeout = '2s';

drop trigger sessions_split_user_agent on sessions;
drop function split_user_agent();
alter table sessions drop column platform, drop column program;
