set local lock_timeout = '2s';

-- A constraint cannot be made "not valid" again: it is made anew.
alter table users drop constraint users_bio_check;
alter table users add constraint users_bio_check check (bio collate pg_c_utf8 ~ '[^[:space:]]') not valid;
