set local lock_timeout = '2s';

-- Apart from the triggers, whose creation locks posts: nobody waits while the older posts are read. A post that is deleted meanwhile is
-- passed over, and one that was read can be deleted only when its words are there to go with it.
insert into post_words (post_id, words)
select id, to_tsvector('english', title || ' ' || content) from posts
for key share
on conflict (post_id) do nothing;
