drop index concurrently posts_title_idx;
