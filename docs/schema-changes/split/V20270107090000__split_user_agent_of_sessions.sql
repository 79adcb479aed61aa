set local lock_timeout = '2s';

alter table sessions add column program varchar(200), add column platform varchar(200);
comment on column sessions.program is 'Which program the client is, as in "Mozilla/5.0"; null when it said nothing.';
comment on column sessions.platform is 'What it runs on, as in "X11; Linux x86_64"; null when it did not say.';

create function split_user_agent() returns trigger language plpgsql as $$
begin
  new.program := nullif(split_part(new.user_agent, ' ', 1), '');
  new.platform := substring(new.user_agent from '\(([^)]*)\)');
  return new;
end $$;

create trigger sessions_split_user_agent before insert or update of user_agent on sessions
  for each row when (new.user_agent is not null) execute function split_user_agent();
