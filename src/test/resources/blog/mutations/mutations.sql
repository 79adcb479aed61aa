-- Every mutation of the schema public: its kind, what is mutated, and the statements that do it.
-- Not here: indexes that enforce nothing (no answer depends on one, only its time; a live database without one is drift),
-- and names that nothing uses: of NOT NULL constraints, which PostgreSQL makes up, of triggers, and of their functions.
with tables as (
  select oid, relname as name,
    -- PostgreSQL changes no type of a column that a trigger or a function names: both are made again afterwards.
    coalesce((select string_agg(format('drop trigger %I on %I;', tgname, relname), ' ')
      from pg_trigger where tgrelid = pg_class.oid and not tgisinternal), '')
    || coalesce((select string_agg(distinct format('drop function %s;', objid::regprocedure), ' ')
      from pg_depend where classid = 'pg_proc'::regclass and refclassid = 'pg_class'::regclass and refobjid = pg_class.oid), '')
      as taken_down,
    coalesce((select string_agg(distinct pg_get_functiondef(objid) || ';', ' ')
      from pg_depend where classid = 'pg_proc'::regclass and refclassid = 'pg_class'::regclass and refobjid = pg_class.oid), '')
    || coalesce((select string_agg(pg_get_triggerdef(oid) || ';', ' ')
      from pg_trigger where tgrelid = pg_class.oid and not tgisinternal), '')
      as put_up
  from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'flyway_schema_history'
), columns as (
  select tables.name || '.' || attname as object,
    format('alter table %I', tables.name) as alter_table,
    quote_ident(attname) as name, format_type(atttypid, null) as type, atttypmod - 4 as length,
    attnotnull as required, atthasdef as defaults, attidentity <> '' as counted, taken_down, put_up
  from tables join pg_attribute on attrelid = tables.oid
  where attnum > 0 and not attisdropped
), constraints as (
  select case contype when 'p' then 'primary key' when 'u' then 'unique key' when 'f' then 'foreign key' else 'check' end
      as kind,
    conname as object, format('alter table %I', tables.name) as alter_table, quote_ident(conname) as name, contype,
    pg_get_constraintdef(pg_constraint.oid) as definition
  from tables join pg_constraint on conrelid = tables.oid
  where contype in ('p', 'u', 'f', 'c')
), unique_indexes as (
  select relname as object, indexrelid::regclass::text as name
  from tables join pg_index on indrelid = tables.oid join pg_class on pg_class.oid = indexrelid
  where indisunique and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
), triggers as (
  select tgname as object, format('drop trigger %I on %I; ', tgname, tables.name) as taken_down,
    format('alter table %I disable trigger %I', tables.name, tgname) as disabled,
    pg_get_triggerdef(pg_trigger.oid) as definition,
    -- Such as INSERT OR UPDATE OF title, content; and these columns.
    substring(pg_get_triggerdef(pg_trigger.oid) from ' (?:BEFORE|AFTER) (.*?) ON ') as events,
    (select array_agg(quote_ident(attname) order by attnum)
      from pg_attribute where attrelid = tgrelid and attnum = any (tgattr)) as names
  from tables join pg_trigger on tgrelid = tables.oid
  where not tgisinternal
), events as (
  select triggers.*, event, regexp_split_to_array(events, ' OR ') as all_events
  from triggers, regexp_split_to_table(events, ' OR ') as event
), comparisons as (
  select triggers.*, operator, opposite, number
  from triggers,
    (values ('IS DISTINCT FROM', 'IS NOT DISTINCT FROM'), (' <> ', ' = '), (' = ', ' <> '))
      as opposites (operator, opposite),
    generate_series(1, regexp_count(definition, operator)) as number
), functions as (
  select pg_proc.oid::regprocedure::text as object, pg_get_functiondef(pg_proc.oid) as definition,
    format('create or replace function %s(%s) returns %s language plpgsql as $mutated$ begin %s end $mutated$',
      pg_proc.oid::regproc, pg_get_function_arguments(pg_proc.oid), pg_get_function_result(pg_proc.oid),
      case when prorettype = 'trigger'::regtype then 'if tg_op = ''DELETE'' then return old; end if; return new;'
        when proretset then 'return;' else 'return null;' end) as emptied
  from pg_proc
  where pronamespace = 'public'::regnamespace
), function_statements as (
  select functions.*, found.text[1] as statement
  from functions,
    regexp_matches(definition, '(\m(?:perform|update|insert|delete|raise exception|\w+\.\w+ :=)[^;]*;)', 'g') as found (text)
), operators as (
  select functions.*, operator, opposite, number
  from functions,
    (values ('\+', '-'), ('-', '+'), ('<>', '='), (' < ', ' > '), ('''english''', '''simple'''))
      as opposites (operator, opposite),
    generate_series(1, regexp_count(definition, operator)) as number
)
select 'rename table' as kind, name as object, format('alter table %I rename to %I', name, name || '_mutated') as statements
  from tables
union all select 'drop table', name, format('drop table %I cascade', name) from tables
union all select 'rename column', object, format('%s rename column %s to mutated', alter_table, name) from columns
union all select 'drop column', object, format('%s drop column %s cascade', alter_table, name) from columns
union all select 'retype column', object,
  taken_down || format('%s alter column %s type %s;', alter_table, name, case type
    when 'bigint' then 'integer'
    when 'integer' then 'bigint'
    when 'character varying' then 'text'
    when 'timestamp with time zone' then 'timestamp'
    when 'bytea' then format('text using encode(%s, ''hex'')', name)
    else 'text' end) || put_up
  from columns
union all select 'lengthen column', object,
  taken_down || format('%s alter column %s type varchar(%s);', alter_table, name, length * 2) || put_up
  from columns where type = 'character varying'
union all select 'shorten column', object,
  taken_down || format('%s alter column %s type varchar(%s);', alter_table, name, length / 2) || put_up
  from columns where type = 'character varying'
union all select 'make column nullable', object, format('%s alter column %s drop not null', alter_table, name)
  from columns where required
union all select 'make column required', object, format('%s alter column %s set not null', alter_table, name)
  from columns where not required
union all select 'drop default', object,
  format('%s alter column %s drop %s', alter_table, name, case when counted then 'identity' else 'default' end)
  from columns where defaults or counted
union all select 'rename ' || kind, object, format('%s rename constraint %s to %s', alter_table, name, name || '_mutated')
  from constraints
union all select 'drop ' || kind, object, format('%s drop constraint %s cascade', alter_table, name) from constraints
union all select 'loosen check', object,
  format('%s drop constraint %s; %1$s add constraint %2$s check (true)', alter_table, name)
  from constraints where contype = 'c'
union all select 'loosen foreign key', object,
  format('%s drop constraint %s; %1$s add constraint %2$s %s', alter_table, name,
    replace(definition, ' ON DELETE CASCADE', ''))
  from constraints where contype = 'f' and definition like '%ON DELETE CASCADE%'
union all select 'rename unique index', object, format('alter index %s rename to %s', name, object || '_mutated')
  from unique_indexes
union all select 'drop unique index', object, format('drop index %s', name) from unique_indexes
union all select 'add column', name || '.mutated', format('alter table %I add column mutated integer', name) from tables
union all select 'drop trigger', object, taken_down from triggers
union all select 'disable trigger', object, disabled from triggers
union all select 'narrow trigger events', object || ': ' || event,
  taken_down || replace(definition, events, array_to_string(array_remove(all_events, event), ' OR '))
  from events where cardinality(all_events) > 1
union all select 'change trigger event', object || ': ' || event,
  taken_down || replace(definition, event, case event
    when 'INSERT' then 'UPDATE' when 'DELETE' then 'UPDATE' when 'TRUNCATE' then 'DELETE' else 'INSERT' end)
  from events
union all select 'narrow trigger columns', object || ': ' || name,
  taken_down || replace(definition, array_to_string(names, ', ') || ' ON ',
    array_to_string(array_remove(names, name), ', ') || ' ON ')
  from triggers, unnest(names) as name where cardinality(names) > 1
union all select 'move trigger', object,
  taken_down || case when definition like '% BEFORE %' then replace(definition, ' BEFORE ', ' AFTER ')
    else replace(definition, ' AFTER ', ' BEFORE ') end
  from triggers
union all select 'drop trigger condition', object,
  taken_down || regexp_replace(definition, ' WHEN \(.*\) EXECUTE ', ' EXECUTE ')
  from triggers where definition ~ ' WHEN '
union all select 'negate trigger condition', object || ': ' || btrim(operator) || ' #' || number,
  taken_down || regexp_replace(definition, operator, opposite, 1, number)
  from comparisons
union all select 'drop function', object, format('drop function %s cascade', object) from functions
union all select 'empty function', object, emptied from functions
union all select 'drop function statement', object || ': ' || left(regexp_replace(statement, '\s+', ' ', 'g'), 50),
  replace(definition, statement, 'null;')
  from function_statements
union all select 'change function operator', object || ': ' || btrim(operator, ' \') || ' #' || number,
  regexp_replace(definition, operator, opposite, 1, number)
  from operators
order by object, kind
