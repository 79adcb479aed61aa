drop table password_reset_tokens;
drop table posts;
drop table users;
