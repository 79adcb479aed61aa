set local lock_timeout = '2s';

-- A constraint cannot be made "not valid" again: it is made anew.
alter table users drop constraint users_username_visible_check;
alter table users drop constraint users_email_visible_check;
alter table posts drop constraint posts_title_visible_check;
alter table users add constraint users_username_visible_check check (username = visible_nfc(username)) not valid;
alter table users add constraint users_email_visible_check check (email = visible_nfc(email)) not valid;
alter table posts add constraint posts_title_visible_check check (title = visible_nfc(title)) not valid;
