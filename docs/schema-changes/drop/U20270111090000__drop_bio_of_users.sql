-- lint: allow constraint-not-valid: the column is new, and nothing is in it
set local lock_timeout = '2s';

-- The column comes back; what was in it does not.
alter table users add column bio varchar(250);
alter table users add constraint users_bio_check check (bio collate pg_c_utf8 ~ '[^[:space:]]');
comment on column users.bio is 'What the user says of themselves, not blank; null when nothing.';

drop trigger users_raise_version on users;
create trigger users_raise_version before update of username, email, bio, image_file, version on users
  for each row when (
    (old.username, old.email, old.bio, old.image_file, old.version)
      is distinct from (new.username, new.email, new.bio, new.image_file, new.version)
  ) execute function raise_version();
