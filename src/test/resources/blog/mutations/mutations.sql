-- Every mutation of the schema public: its kind, what is mutated, and the statements that do it.
-- Not here: indexes that enforce nothing (no answer depends on one, only its time; a live database without one is drift),
-- triggers and functions (they are code, and tests of their own hold them), and the names of NOT NULL constraints, which
-- PostgreSQL makes up and nothing uses.
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
order by object, kind
