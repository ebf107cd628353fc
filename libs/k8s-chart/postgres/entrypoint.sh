#!/bin/sh
# Makes the database on the first start, then becomes the server. It takes the variables of the official image:
# POSTGRES_USER, POSTGRES_DB, PGDATA, and the password from POSTGRES_PASSWORD_FILE or POSTGRES_PASSWORD.
set -eu

user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}

make_database() {
  password=${POSTGRES_PASSWORD:-}
  if [ -n "${POSTGRES_PASSWORD_FILE:-}" ]; then password=$(cat "$POSTGRES_PASSWORD_FILE"); fi
  if [ -z "$password" ]; then
    echo 'Make the database: no password. Set POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE.' >&2
    exit 1
  fi
  # Made aside and moved whole, so that a start that is cut short leaves nothing that looks finished.
  rm -rf "$PGDATA.new"
  printf '%s\n' "$password" |
    initdb --pgdata="$PGDATA.new" --username="$user" --pwfile=/dev/stdin --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8
  echo 'host all all all scram-sha-256' >>"$PGDATA.new/pg_hba.conf"
  if [ "$database" != postgres ]; then
    printf 'CREATE DATABASE "%s";\n' "$database" | postgres --single -D "$PGDATA.new" postgres >/dev/null
  fi
  mv "$PGDATA.new" "$PGDATA"
}

if [ ! -s "$PGDATA/PG_VERSION" ]; then make_database; fi
unset POSTGRES_PASSWORD
exec postgres -D "$PGDATA" -c listen_addresses='*' "$@"
