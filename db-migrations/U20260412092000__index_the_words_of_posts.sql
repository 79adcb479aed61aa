drop index concurrently post_words_words_idx;
