set local lock_timeout = '2s';

drop trigger users_keep_avatar_file on users;
drop function keep_avatar_file();
alter table users drop column avatar_file;
