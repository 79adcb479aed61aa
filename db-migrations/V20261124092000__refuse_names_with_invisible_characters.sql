-- lint: allow drop-object: functions of triggers, which nothing else can call
set local lock_timeout = '2s';

-- Not valid: new rows are checked at once, old ones by the next migration, so nobody waits while the tables are read.
alter table users add constraint users_username_visible_check check (username = visible_nfc(username)) not valid;
alter table users add constraint users_email_visible_check check (email = visible_nfc(email)) not valid;
alter table posts add constraint posts_title_visible_check check (title = visible_nfc(title)) not valid;

-- The constraints take over from the triggers: from now on, what breaks the rule is refused.
drop trigger posts_clean_title on posts;
drop trigger users_clean_names on users;
drop function clean_title_of_post();
drop function clean_names_of_user();
