set local lock_timeout = '2s';

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

alter table posts drop constraint posts_title_visible_check;
alter table users drop constraint users_email_visible_check;
alter table users drop constraint users_username_visible_check;
