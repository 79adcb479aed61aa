set local lock_timeout = '2s';

alter table posts validate constraint posts_likes_check;
