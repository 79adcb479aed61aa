set local lock_timeout = '2s';

-- PostgreSQL's regular expressions know no Unicode categories. The second list is the category Cf, and five characters
-- that are as blank though they count as letters or symbols. The first are those of Cf that are part of a picture: a joiner
-- between two emoji, and the letters that make a flag another one.
create function visible_nfc(line text) returns text language sql immutable parallel safe
  return normalize(regexp_replace(line collate pg_c_utf8,
    '('
      '[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff'
        '\u3030\u303d\u3297\u3299\U0001f000-\U0001faff\U0001fc00-\U0001fffd\ufe0f]'
      '\u200d'
      '(?=[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff'
        '\u3030\u303d\u3297\u3299\U0001f000-\U0001faff\U0001fc00-\U0001fffd])'
    '|\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]+\U000e007f)'
    '|[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f'
      '\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001'
      '\U000e0020-\U000e007f\u115f\u1160\u2800\u3164\uffa0]',
    '\1', 'g'), nfc);

comment on function visible_nfc(text) is
  'The line without the characters that nobody sees, in the Unicode normalization form NFC.';

-- The release that runs knows no such rule: what it writes is put right, until no row breaks the rule any more and it can be
-- a constraint. As one at once, it would refuse every like of a post whose title breaks it, since a like updates the post.
create function clean_names_of_user() returns trigger language plpgsql as $$
declare
  wanted constant text := coalesce(nullif(visible_nfc(left(visible_nfc(new.username), 50)), ''), 'user');
  number integer := 0;
begin
  new.username := wanted;
  while exists (select from users where lower(username) = lower(new.username) and id <> new.id) loop
    number := number + 1;
    new.username := visible_nfc(left(wanted, 35)) || '-' || number;
  end loop;
  new.email := visible_nfc(left(visible_nfc(new.email), 120));
  -- An address that is another account's, or none, becomes one that can be nobody's (RFC 2606).
  while new.email !~ '^[^@]+@[^@]+$'
    or exists (select from users where lower(email) = lower(new.email) and id <> new.id)
  loop
    number := number + 1;
    new.email := 'user-' || new.id || '-' || number || '@invalid';
  end loop;
  return new;
end $$;

create function clean_title_of_post() returns trigger language plpgsql as $$
begin
  new.title := visible_nfc(left(visible_nfc(new.title), 100));
  if new.title collate pg_c_utf8 !~ '[^[:space:]]' then new.title := 'Untitled'; end if;
  return new;
end $$;

create trigger users_clean_names before insert or update of username, email on users
  for each row when (new.username <> visible_nfc(new.username) or new.email <> visible_nfc(new.email))
  execute function clean_names_of_user();
create trigger posts_clean_title before insert or update of title on posts
  for each row when (new.title <> visible_nfc(new.title))
  execute function clean_title_of_post();
