set local lock_timeout = '2s';

alter table users add column image_file varchar(200);
comment on column users.image_file is 'File name of the avatar; null for the default picture.';

-- avatar_file has kept what was in it. While it comes back, image_file does not count: this is nobody's edit.
create or replace function counts_as_edit(before users, after users) returns boolean language plpgsql immutable as $$
begin
  after.password_hash := before.password_hash;
  after.image_file := before.image_file;
  return before *<> after;
end $$;
update users set image_file = avatar_file where avatar_file is not null;
create or replace function counts_as_edit(before users, after users) returns boolean language plpgsql immutable as $$
begin
  after.password_hash := before.password_hash;
  after.avatar_file := before.avatar_file;
  return before *<> after;
end $$;

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
