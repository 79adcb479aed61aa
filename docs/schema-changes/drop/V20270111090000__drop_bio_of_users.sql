-- lint: allow drop-column: no release has read or written it since 2.4
set local lock_timeout = '2s';

drop trigger users_raise_version on users;
create trigger users_raise_version before update of username, email, image_file, version on users
  for each row when (
    (old.username, old.email, old.image_file, old.version)
      is distinct from (new.username, new.email, new.image_file, new.version)
  ) execute function raise_version();
alter table users drop column bio;
