drop index concurrently posts_likes_id_idx;
