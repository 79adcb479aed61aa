set local lock_timeout = '2s';

-- The default is worked out once and kept in the catalog: no row is rewritten, however many there are.
alter table sessions add column last_used_on date not null default current_date;
comment on column sessions.last_used_on is 'The day, in UTC, on which the session was last used.';

create function keep_last_used_on() returns trigger language plpgsql as $$
begin
  new.last_used_on := (new.last_used_at at time zone 'UTC')::date;
  return new;
end $$;

create trigger sessions_keep_last_used_on before insert or update of last_used_at on sessions
  for each row execute function keep_last_used_on();
