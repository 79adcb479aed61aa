-- lint: allow type-change: it fails, and changes nothing, while there is one that is longer
set local lock_timeout = '2s';

alter table sessions alter column user_agent type varchar(200);
