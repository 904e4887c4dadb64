-- One role and one schema a service. A service can neither read nor write what another one holds.
\getenv municipalities_password MUNICIPALITIES_PASSWORD
\getenv secretariats_password SECRETARIATS_PASSWORD
\getenv indicators_password INDICATORS_PASSWORD
\getenv registry_password REGISTRY_PASSWORD

create extension if not exists unaccent schema public;
create extension if not exists pg_trgm schema public;
revoke create on schema public from public;

create role municipalities login password :'municipalities_password';
create role secretariats login password :'secretariats_password';
create role indicators login password :'indicators_password';
create role registry login password :'registry_password';

create schema municipalities authorization municipalities;
create schema secretariats authorization secretariats;
create schema indicators authorization indicators;
create schema registry authorization registry;
