set local lock_timeout = '2s';

-- A constant default is kept in the catalog: no row is rewritten, however many there are.
alter table posts add column likes integer not null default 0;
-- Not valid: new rows are checked at once, old ones by the next migration, so nobody waits while the table is read.
alter table posts add constraint posts_likes_check check (likes >= 0) not valid;
comment on column posts.likes is 'How many users like the post.';
