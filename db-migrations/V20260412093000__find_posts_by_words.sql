create function posts_with_words(wanted text) returns table (post_id bigint)
  language sql stable parallel safe
  begin atomic
    select post_words.post_id from post_words where post_words.words @@ websearch_to_tsquery('english', wanted);
  end;

comment on function posts_with_words(text) is
  'The posts that have the words, which are written as for a web search.';
