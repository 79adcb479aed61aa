set local lock_timeout = '2s';

-- The hour is gone: every session was last used now, and by the next use of it that is true.
alter table sessions add column last_used_at timestamptz not null default now();
comment on column sessions.last_used_at is 'When the session was last used, to within the interval at which it slides.';

create function keep_last_used_on() returns trigger language plpgsql as $$
begin
  new.last_used_on := (new.last_used_at at time zone 'UTC')::date;
  return new;
end $$;

create trigger sessions_keep_last_used_on before insert or update of last_used_at on sessions
  for each row execute function keep_last_used_on();
