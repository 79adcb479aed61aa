drop function has_words(varchar, varchar, text);
