set local lock_timeout = '2s';

create table likes (
  user_id    bigint not null,
  post_id    bigint not null,
  created_at timestamptz not null default now(),
  constraint likes_pkey primary key (user_id, post_id),
  constraint likes_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
  constraint likes_post_id_fkey foreign key (post_id) references posts (id) on delete cascade
);
create index likes_post_id_created_at_user_id_idx on likes (post_id, created_at, user_id);

-- Whatever was written there before, nobody is known to like anything yet. The foreign key has locked posts by now.
update posts set likes = 0 where likes <> 0;

-- posts.likes is kept equal to the number of rows here. One statement changes each post once, whatever the number
-- of its rows, and locks posts in the order of their ids, so two statements over the same posts cannot deadlock.
-- One post alone has no order: its update locks it.
create function count_new_likes() returns trigger language plpgsql as $$
begin
  if (select min(post_id) < max(post_id) from new_likes) then
    perform from posts where id in (select post_id from new_likes) order by id for no key update;
  end if;
  update posts set likes = posts.likes + added.likes
  from (select post_id, count(*) as likes from new_likes group by post_id) added
  where posts.id = added.post_id;
  return null;
end $$;

create function count_old_likes() returns trigger language plpgsql as $$
begin
  if (select min(post_id) < max(post_id) from old_likes) then
    perform from posts where id in (select post_id from old_likes) order by id for no key update;
  end if;
  update posts set likes = posts.likes - removed.likes
  from (select post_id, count(*) as likes from old_likes group by post_id) removed
  where posts.id = removed.post_id;
  return null;
end $$;

create function count_moved_likes() returns trigger language plpgsql as $$
begin
  perform from posts where id in (select post_id from old_likes union select post_id from new_likes)
  order by id for no key update;
  update posts set likes = posts.likes + moved.likes
  from (
    select post_id, sum(likes) as likes
    from (select post_id, 1 as likes from new_likes union all select post_id, -1 from old_likes) change
    group by post_id
    having sum(likes) <> 0
  ) moved
  where posts.id = moved.post_id;
  return null;
end $$;

create function forget_likes() returns trigger language plpgsql as $$
begin
  update posts set likes = 0 where likes <> 0;
  return null;
end $$;

create function refuse_to_set_likes() returns trigger language plpgsql as $$
begin
  raise exception 'posts.likes is counted from the rows of likes and cannot be set'
    using errcode = 'check_violation', schema = tg_table_schema, table = tg_table_name, column = 'likes';
end $$;

create trigger likes_count_inserted after insert on likes
  referencing new table as new_likes for each statement execute function count_new_likes();
create trigger likes_count_deleted after delete on likes
  referencing old table as old_likes for each statement execute function count_old_likes();
create trigger likes_count_updated after update on likes
  referencing old table as old_likes new table as new_likes for each statement execute function count_moved_likes();
create trigger likes_count_truncated after truncate on likes
  for each statement execute function forget_likes();

-- The triggers above work one level down; what a person or a program sets directly is refused.
create trigger posts_refuse_likes_on_insert before insert on posts
  for each row when (new.likes <> 0 and pg_trigger_depth() = 0) execute function refuse_to_set_likes();
create trigger posts_refuse_likes_on_update before update of likes on posts
  for each row when (new.likes <> old.likes and pg_trigger_depth() = 0) execute function refuse_to_set_likes();

comment on table likes is 'Who likes which post: one row a user and post.';
comment on column likes.user_id is 'Who likes.';
comment on column likes.post_id is 'What is liked.';
comment on column likes.created_at is 'Since when.';
comment on column posts.likes is 'How many users like the post; counted from likes by triggers, never set.';
