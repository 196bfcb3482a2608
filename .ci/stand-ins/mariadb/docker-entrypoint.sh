#!/bin/bash
# As the image it stands in for: options alone mean mariadbd, which is not root; MARIADB_ROOT_PASSWORD, MARIADB_DATABASE,
# MARIADB_USER and MARIADB_PASSWORD (or with MYSQL_) say who may come in.
set -euo pipefail
case "${1:-}" in -*) set -- mariadbd "$@" ;; esac
if [ "$1" = mariadbd ] || [ "$1" = mysqld ]; then
  if [ "$(id -u)" = 0 ]; then exec setpriv --reuid mysql --regid mysql --init-groups "$0" "$@"; fi
  for name in ROOT_PASSWORD DATABASE USER PASSWORD; do
    given="MARIADB_$name" older="MYSQL_$name"
    declare "$name=${!given:-${!older:-}}"
  done
  if [ -z "$ROOT_PASSWORD" ]; then
    echo 'Database is uninitialized and password option is not specified. Set MARIADB_ROOT_PASSWORD.' >&2
    exit 1
  fi
  quoted() { local text="${1//\\/\\\\}"; printf "'%s'" "${text//\'/\\\'}"; }
  named() { printf '`%s`' "${1//\`/\`\`}"; }
  statements=/run/mysqld/set-up.sql
  (umask 077; : > "$statements")
  {
    echo "CREATE USER IF NOT EXISTS root@'%' IDENTIFIED BY $(quoted "$ROOT_PASSWORD");"
    echo "GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;"
    echo "ALTER USER root@localhost IDENTIFIED BY $(quoted "$ROOT_PASSWORD");"
    [ -z "$DATABASE" ] || echo "CREATE DATABASE IF NOT EXISTS $(named "$DATABASE");"
    if [ -n "$USER" ] && [ -n "$PASSWORD" ]; then
      echo "CREATE USER IF NOT EXISTS $(quoted "$USER")@'%' IDENTIFIED BY $(quoted "$PASSWORD");"
      [ -z "$DATABASE" ] || echo "GRANT ALL ON $(named "${DATABASE//_/\\_}").* TO $(quoted "$USER")@'%';"
    fi
  } > "$statements"
  # It is read before the first connection is taken.
  set -- "$@" --init-file="$statements"
fi
exec "$@"
