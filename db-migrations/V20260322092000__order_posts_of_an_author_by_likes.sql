create index concurrently posts_user_id_likes_id_idx on posts (user_id, likes, id);
