set local lock_timeout = '2s';

create or replace trigger posts_raise_version before update of title, content, user_id, date_posted, version on posts
  for each row when (
    (old.title, old.content, old.user_id, old.date_posted, old.version)
      is distinct from (new.title, new.content, new.user_id, new.date_posted, new.version)
  ) execute function raise_version();
create or replace trigger users_raise_version before update of username, email, bio, image_file, version on users
  for each row when (
    (old.username, old.email, old.bio, old.image_file, old.version)
      is distinct from (new.username, new.email, new.bio, new.image_file, new.version)
  ) execute function raise_version();
drop function counts_as_edit(posts, posts);
drop function counts_as_edit(users, users);
