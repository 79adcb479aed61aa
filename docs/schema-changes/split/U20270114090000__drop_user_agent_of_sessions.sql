set local lock_timeout = '2s';

-- What the client said word for word is gone: the column comes back empty.
alter table sessions add column user_agent varchar(200);
comment on column sessions.user_agent is 'What the client called itself at log-in, cut to fit; null when it said nothing.';

create function split_user_agent() returns trigger language plpgsql as $$
begin
  new.program := nullif(split_part(new.user_agent, ' ', 1), '');
  new.platform := substring(new.user_agent from '\(([^)]*)\)');
  return new;
end $$;

create trigger sessions_split_user_agent before insert or update of user_agent on sessions
  for each row when (new.user_agent is not null) execute function split_user_agent();
