set local lock_timeout = '2s';

alter table posts drop column likes;
