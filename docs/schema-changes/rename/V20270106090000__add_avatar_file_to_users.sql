set local lock_timeout = '2s';

alter table users add column avatar_file varchar(200);
comment on column users.avatar_file is 'File name of the avatar; null for the default picture.';

-- The release that runs writes image_file, the next one avatar_file: whichever is written, the other follows.
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

-- While both are kept, a change of one is a change of the other: the new column counts once the old one is gone, and
-- so the fill that follows is nobody's edit.
create or replace function counts_as_edit(before users, after users) returns boolean language plpgsql immutable as $$
begin
  after.password_hash := before.password_hash;
  after.avatar_file := before.avatar_file;
  return before *<> after;
end $$;
