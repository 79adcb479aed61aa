-- lint: allow drop-column: the release before this one reads and writes avatar_file alone
-- lint: allow drop-object: a function of a trigger, which nothing else can call
set local lock_timeout = '2s';

drop trigger users_keep_avatar_file on users;
drop function keep_avatar_file();
drop trigger users_raise_version on users;
create trigger users_raise_version before update of username, email, bio, avatar_file, version on users
  for each row when (
    (old.username, old.email, old.bio, old.avatar_file, old.version)
      is distinct from (new.username, new.email, new.bio, new.avatar_file, new.version)
  ) execute function raise_version();
alter table users drop column image_file;
