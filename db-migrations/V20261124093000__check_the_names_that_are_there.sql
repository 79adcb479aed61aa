set local lock_timeout = '2s';

alter table users validate constraint users_username_visible_check;
alter table users validate constraint users_email_visible_check;
alter table posts validate constraint posts_title_visible_check;
