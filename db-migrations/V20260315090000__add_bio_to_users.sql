set local lock_timeout = '2s';

alter table users add column bio varchar(250);
-- Not valid, as with likes: the next migration checks the rows that are there.
alter table users add constraint users_bio_check check (bio collate pg_c_utf8 ~ '[^[:space:]]') not valid;
comment on column users.bio is 'What the user says of themselves, not blank; null when nothing.';
