set local lock_timeout = '2s';

alter table users add column image_file varchar(200);
comment on column users.image_file is 'File name of the avatar; null for the default picture.';

drop trigger users_raise_version on users;
-- avatar_file has kept what was in it. With no trigger there, this counts as nobody's edit.
update users set image_file = avatar_file where avatar_file is not null;
create trigger users_raise_version before update of username, email, bio, image_file, version on users
  for each row when (
    (old.username, old.email, old.bio, old.image_file, old.version)
      is distinct from (new.username, new.email, new.bio, new.image_file, new.version)
  ) execute function raise_version();

create function keep_avatar_file() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.avatar_file := coalesce(new.avatar_file, new.image_file);
    new.image_file := new.avatar_file;
  elsif new.avatar_file is distinct from old.avatar_file then
    new.image_file := new.avatar_file;
  else
    new.avatar_file := new.image_file;
  end if;
  return new;
end $$;

create trigger users_keep_avatar_file before insert or update of image_file, avatar_file on users
  for each row execute function keep_avatar_file();
