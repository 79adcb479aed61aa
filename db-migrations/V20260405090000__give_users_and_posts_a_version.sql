set local lock_timeout = '2s';

-- A version moves when what its owner edits moves, and only then: a like does not make an editor's copy stale.
alter table users add column version integer not null default 1;
alter table posts add column version integer not null default 1;

create function raise_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;

create trigger users_raise_version before update of username, email, bio, image_file, version on users
  for each row when (
    (old.username, old.email, old.bio, old.image_file, old.version)
      is distinct from (new.username, new.email, new.bio, new.image_file, new.version)
  ) execute function raise_version();
create trigger posts_raise_version before update of title, content, user_id, date_posted, version on posts
  for each row when (
    (old.title, old.content, old.user_id, old.date_posted, old.version)
      is distinct from (new.title, new.content, new.user_id, new.date_posted, new.version)
  ) execute function raise_version();

comment on column users.version is 'Counts the changes of the profile; raised by a trigger.';
comment on column posts.version is 'Counts the edits of the post; raised by a trigger.';
