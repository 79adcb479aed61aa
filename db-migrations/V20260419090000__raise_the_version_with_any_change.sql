set local lock_timeout = '2s';

-- The triggers named the columns that count, so one added later was changed without a new version, and If-Match let
-- an edit be lost. Now each column counts unless it is named here. Rows are compared as they are stored (*<>), which
-- works for types without an equality of their own, such as json.
create function counts_as_edit(before users, after users) returns boolean language plpgsql immutable as $$
begin
  after.password_hash := before.password_hash;
  return before *<> after;
end $$;

create function counts_as_edit(before posts, after posts) returns boolean language plpgsql immutable as $$
begin
  after.likes := before.likes;
  return before *<> after;
end $$;

-- Replaced, not dropped and created: readers need not wait, and no update slips in between.
create or replace trigger users_raise_version before update on users
  for each row when (counts_as_edit(old, new)) execute function raise_version();
create or replace trigger posts_raise_version before update on posts
  for each row when (counts_as_edit(old, new)) execute function raise_version();

comment on function counts_as_edit(users, users) is
  'Whether an update raises the version: a change of any column but password_hash, which no profile shows.';
comment on function counts_as_edit(posts, posts) is
  'Whether an update raises the version: a change of any column but likes, which are not the author''s edit.';
