-- In batches, each in a transaction of its own: nobody waits longer than a batch takes. The triggers do it.
do $$
declare
  batch constant bigint := 10000;
  last bigint := (select greatest((select max(id) from users), (select max(id) from posts)));
begin
  for low in 0 .. coalesce(last, 0) by batch loop
    update users set username = username, email = email
    where id > low and id <= low + batch and (username <> visible_nfc(username) or email <> visible_nfc(email));
    update posts set title = title
    where id > low and id <= low + batch and title <> visible_nfc(title);
    commit;
  end loop;
end $$;
