create index concurrently post_words_words_idx on post_words using gin (words);
