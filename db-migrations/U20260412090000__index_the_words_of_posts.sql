drop index concurrently posts_words_idx;
