set local lock_timeout = '2s';

drop trigger posts_clean_title on posts;
drop trigger users_clean_names on users;
drop function clean_title_of_post();
drop function clean_names_of_user();
drop function visible_nfc(text);
