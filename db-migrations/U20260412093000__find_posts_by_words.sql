drop function posts_with_words(text);
