set local lock_timeout = '2s';

-- A constraint cannot be made "not valid" again: it is made anew.
alter table posts drop constraint posts_likes_check;
alter table posts add constraint posts_likes_check check (likes >= 0) not valid;
