set local lock_timeout = '2s';

-- In a table of its own: a row of posts is written anew with every like, and an index over its words would be, too.
create table post_words (
  post_id bigint not null,
  words   tsvector not null,
  constraint post_words_pkey primary key (post_id),
  constraint post_words_post_id_fkey foreign key (post_id) references posts (id) on delete cascade
);

create function keep_words() returns trigger language plpgsql as $$
begin
  insert into post_words (post_id, words)
  values (new.id, to_tsvector('english', new.title || ' ' || new.content))
  on conflict (post_id) do update set words = excluded.words;
  return null;
end $$;

create trigger posts_keep_words_on_insert after insert on posts
  for each row execute function keep_words();
create trigger posts_keep_words_on_update after update of title, content on posts
  for each row when ((old.title, old.content) is distinct from (new.title, new.content))
  execute function keep_words();

comment on table post_words is 'The words of each post, as searches look for them; kept by triggers.';
comment on column post_words.post_id is 'Whose words these are.';
comment on column post_words.words is 'Title and content, reduced to English word stems.';
