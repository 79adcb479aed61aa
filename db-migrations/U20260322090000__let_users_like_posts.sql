set local lock_timeout = '2s';

drop trigger posts_refuse_likes_on_update on posts;
drop trigger posts_refuse_likes_on_insert on posts;
drop table likes;
drop function refuse_to_set_likes();
drop function forget_likes();
drop function count_moved_likes();
drop function count_old_likes();
drop function count_new_likes();
-- Who liked what is gone, so the numbers are, too.
update posts set likes = 0 where likes <> 0;
comment on column posts.likes is 'How many users like the post.';
