-- In batches, each in a transaction of its own: nobody waits longer than a batch takes.
do $$
declare
  batch constant bigint := 10000;
  last bigint := (select max(id) from sessions);
begin
  for low in 0 .. coalesce(last, 0) by batch loop
    update sessions set user_agent = user_agent
    where id > low and id <= low + batch and user_agent is not null and program is null;
    commit;
  end loop;
end $$;
