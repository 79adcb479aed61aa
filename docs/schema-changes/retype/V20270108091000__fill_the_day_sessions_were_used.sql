-- In batches, each in a transaction of its own: nobody waits longer than a batch takes.
do $$
declare
  batch constant bigint := 10000;
  last bigint := (select max(id) from sessions);
begin
  for low in 0 .. coalesce(last, 0) by batch loop
    update sessions set last_used_at = last_used_at
    where id > low and id <= low + batch and last_used_on <> (last_used_at at time zone 'UTC')::date;
    commit;
  end loop;
end $$;
