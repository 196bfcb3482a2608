#!/bin/sh
# As the image it stands in for: options alone mean redis-server, which listens to other containers and is not root.
set -e
case "${1:-}" in -*) set -- redis-server "$@" ;; esac
if [ "$1" = redis-server ]; then
  shift
  configuration=''
  if [ -f "${1:-}" ]; then
    configuration="$1"
    shift
  fi
  set -- redis-server ${configuration:+"$configuration"} --bind '* -::*' --protected-mode no --save '' "$@"
  if [ "$(id -u)" = 0 ]; then exec setpriv --reuid redis --regid redis --init-groups "$@"; fi
fi
exec "$@"
