-- lint: allow constraint-not-valid: the column is new, and nothing is in it
set local lock_timeout = '2s';

-- The column comes back; what was in it does not.
alter table users add column bio varchar(250);
alter table users add constraint users_bio_check check (bio collate pg_c_utf8 ~ '[^[:space:]]');
comment on column users.bio is 'What the user says of themselves, not blank; null when nothing.';
