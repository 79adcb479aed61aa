-- One expression in one place: the planner inlines this function, so a search that calls it uses posts_words_idx.
create function has_words(title varchar, content varchar, words text) returns boolean
  language sql immutable parallel safe
  return to_tsvector('english', title || ' ' || content) @@ websearch_to_tsquery('english', words);

comment on function has_words(varchar, varchar, text) is
  'Whether a post with this title and content matches the words, written as for a web search.';
