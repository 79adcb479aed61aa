-- lint: allow drop-column: no release has read or written it since 2.4
set local lock_timeout = '2s';

alter table users drop column bio;
