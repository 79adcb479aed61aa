set local lock_timeout = '2s';

alter table users add column bio varchar(250);
comment on column users.bio is 'What the user says of themselves; null when nothing.';
