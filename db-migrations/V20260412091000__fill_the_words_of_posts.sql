set local lock_timeout = '2s';

-- Apart from the triggers, whose creation locks posts: nobody waits while the older posts are read.
insert into post_words (post_id, words)
select id, to_tsvector('english', title || ' ' || content) from posts
on conflict (post_id) do nothing;
