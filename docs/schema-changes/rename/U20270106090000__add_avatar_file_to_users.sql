set local lock_timeout = '2s';

create or replace function counts_as_edit(before users, after users) returns boolean language plpgsql immutable as $$
begin
  after.password_hash := before.password_hash;
  return before *<> after;
end $$;

drop trigger users_keep_avatar_file on users;
drop function keep_avatar_file();
alter table users drop column avatar_file;
