set local lock_timeout = '2s';

create table sessions (
  id           bigint generated always as identity,
  user_id      bigint not null,
  token_hash   bytea not null,
  user_agent   varchar(200),
  created_at   timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at   timestamptz not null,
  constraint sessions_pkey primary key (id),
  constraint sessions_token_hash_key unique (token_hash),
  constraint sessions_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
  constraint sessions_token_hash_check check (octet_length(token_hash) = 32),
  constraint sessions_expires_at_check check (expires_at > created_at)
);
create index sessions_user_id_id_idx on sessions (user_id, id);
create index sessions_expires_at_idx on sessions (expires_at);

comment on table sessions is 'Log-ins that have not ended; a request is known by its session''s token.';
comment on column sessions.id is 'The session''s number, by which its owner can end it.';
comment on column sessions.user_id is 'Who is logged in.';
comment on column sessions.token_hash is 'SHA-256 of the bearer token; the token itself is stored nowhere.';
comment on column sessions.user_agent is 'What the client called itself at log-in, cut to fit; null when it said nothing.';
comment on column sessions.created_at is 'When the user logged in.';
comment on column sessions.last_used_at is 'When the session was last used, to within the interval at which it slides.';
comment on column sessions.expires_at is 'From this instant on the session is void; moves ahead while the session is used.';
