create index concurrently posts_words_idx on posts using gin (to_tsvector('english', title || ' ' || content));
