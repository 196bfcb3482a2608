#!/bin/sh
# As the image it stands in for: options alone mean postgres, which is not root; POSTGRES_PASSWORD, POSTGRES_USER,
# POSTGRES_DB and POSTGRES_HOST_AUTH_METHOD say who may come in.
set -e
case "${1:-}" in -*) set -- postgres "$@" ;; esac
if [ "$1" = postgres ]; then
  if [ "$(id -u)" = 0 ]; then exec setpriv --reuid postgres --regid postgres --init-groups "$0" "$@"; fi
  if [ ! -e "$PGDATA/.set-up" ]; then
    method="${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}"
    if [ -z "${POSTGRES_PASSWORD:-}" ] && [ "$method" != trust ]; then
      echo 'Error: Database is uninitialized and superuser password is not specified. Set POSTGRES_PASSWORD.' >&2
      exit 1
    fi
    quoted() { printf '%s' "$1" | sed "s/$2/&&/g; s/^/$2/; s/\$/$2/"; }
    user="${POSTGRES_USER:-postgres}"
    database="${POSTGRES_DB:-$user}"
    {
      [ "$user" = postgres ] || echo "CREATE ROLE $(quoted "$user" '"') SUPERUSER LOGIN"
      [ -z "${POSTGRES_PASSWORD:-}" ] ||
        echo "ALTER ROLE $(quoted "$user" '"') PASSWORD $(quoted "$POSTGRES_PASSWORD" "'")"
      [ "$database" = postgres ] || echo "CREATE DATABASE $(quoted "$database" '"') OWNER $(quoted "$user" '"')"
    } | postgres --single postgres > /dev/null
    echo "host all all all $method" >> "$PGDATA/pg_hba.conf"
    touch "$PGDATA/.set-up"
  fi
fi
exec "$@"
