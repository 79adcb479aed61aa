set local lock_timeout = '2s';

drop trigger posts_keep_words_on_update on posts;
drop trigger posts_keep_words_on_insert on posts;
drop function keep_words();
drop table post_words;
