-- The image runs this once, on an empty volume, as the superuser it has just made with the service's password. The service
-- gets a role of its own, with the rights that Blog's own PostgreSQL gives it. The superuser is left without a password: then
-- nobody logs in as one over the network, and `docker compose exec database psql --username=postgres` does within.
\getenv password POSTGRES_PASSWORD
create role blog login createdb password :'password';
grant pg_monitor to blog;
create database blog owner blog;
alter role current_user password null;
