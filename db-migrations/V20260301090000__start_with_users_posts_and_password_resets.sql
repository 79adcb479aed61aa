-- pg_c_utf8 folds case the same way on every server (built in since PostgreSQL 17) and knows the same spaces, so "is
-- this name taken?" and "is this blank?" have one answer whatever locale the cluster was made with.
create table users (
  id            bigint generated always as identity,
  username      varchar(50) collate pg_c_utf8 not null,
  email         varchar(120) collate pg_c_utf8 not null,
  password_hash varchar(200) not null,
  image_file    varchar(200),
  created_at    timestamptz not null default now(),
  constraint users_pkey primary key (id),
  constraint users_username_check check (username ~ '^[^[:space:][:cntrl:]/@?#%]+$'),
  constraint users_email_check check (email ~ '^[^[:space:][:cntrl:]@]+@[^[:space:][:cntrl:]@]+$'),
  constraint users_password_hash_check check (password_hash <> '')
);
create unique index users_username_key on users (lower(username));
create unique index users_email_key on users (lower(email));

create table posts (
  id          bigint generated always as identity,
  title       varchar(100) not null,
  content     varchar(50000) not null,
  user_id     bigint not null,
  date_posted timestamptz not null default now(),
  constraint posts_pkey primary key (id),
  constraint posts_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
  constraint posts_title_check check (title collate pg_c_utf8 ~ '^(?!\s*$)[^[:cntrl:]\u2028\u2029]*$'),
  constraint posts_content_check check (content collate pg_c_utf8 ~ '[^[:space:]]')
);
create index posts_date_posted_id_idx on posts (date_posted, id);
create index posts_user_id_date_posted_id_idx on posts (user_id, date_posted, id);

create table password_reset_tokens (
  id         bigint generated always as identity,
  user_id    bigint not null,
  token_hash bytea not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint password_reset_tokens_pkey primary key (id),
  constraint password_reset_tokens_token_hash_key unique (token_hash),
  constraint password_reset_tokens_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
  constraint password_reset_tokens_token_hash_check check (octet_length(token_hash) = 32),
  constraint password_reset_tokens_expires_at_check check (expires_at > created_at)
);
create index password_reset_tokens_user_id_idx on password_reset_tokens (user_id);
create index password_reset_tokens_expires_at_idx on password_reset_tokens (expires_at);

comment on table users is 'Everyone who can write: one row an account.';
comment on column users.id is 'The account''s number, never used again.';
comment on column users.username is 'The public name, unique whatever its case; can stand in a path as @username.';
comment on column users.email is 'Where mail for the account goes, unique whatever its case; shown to its owner only.';
comment on column users.password_hash is 'Argon2id in the PHC string format, parameters and salt included.';
comment on column users.image_file is 'File name of the avatar; null for the default picture.';
comment on column users.created_at is 'When the account was registered.';
comment on table posts is 'What users write.';
comment on column posts.id is 'The post''s number, never used again.';
comment on column posts.title is 'One line, not blank.';
comment on column posts.content is 'The text, not blank.';
comment on column posts.user_id is 'The author; posts go with their author''s account.';
comment on column posts.date_posted is 'When the post was published; lists are ordered by it.';
comment on table password_reset_tokens is 'Password resets asked for and not yet used.';
comment on column password_reset_tokens.id is 'The request''s number.';
comment on column password_reset_tokens.user_id is 'Whose password may be reset.';
comment on column password_reset_tokens.token_hash is 'SHA-256 of the token sent by mail; the token itself is stored nowhere.';
comment on column password_reset_tokens.expires_at is 'From this instant on the token is void.';
comment on column password_reset_tokens.created_at is 'When the reset was asked for.';
