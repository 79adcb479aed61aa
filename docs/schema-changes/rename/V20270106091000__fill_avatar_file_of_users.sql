-- In batches, each in a transaction of its own: nobody waits longer than a batch takes.
do $$
declare
  batch constant bigint := 10000;
  last bigint := (select max(id) from users);
begin
  for low in 0 .. coalesce(last, 0) by batch loop
    update users set avatar_file = image_file
    where id > low and id <= low + batch and image_file is not null and avatar_file is null;
    commit;
  end loop;
end $$;
