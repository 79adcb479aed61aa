create index concurrently posts_likes_id_idx on posts (likes, id);
