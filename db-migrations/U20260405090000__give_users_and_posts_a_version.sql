set local lock_timeout = '2s';

drop trigger posts_raise_version on posts;
drop trigger users_raise_version on users;
drop function raise_version();
alter table posts drop column version;
alter table users drop column version;
