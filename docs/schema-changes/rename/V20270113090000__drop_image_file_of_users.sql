-- lint: allow drop-column: the release before this one reads and writes avatar_file alone
-- lint: allow drop-object: a function of a trigger, which nothing else can call
set local lock_timeout = '2s';

drop trigger users_keep_avatar_file on users;
drop function keep_avatar_file();
create or replace function counts_as_edit(before users, after users) returns boolean language plpgsql immutable as $$
begin
  after.password_hash := before.password_hash;
  return before *<> after;
end $$;
alter table users drop column image_file;
