#!/bin/sh
# Two superusers, by Django's own command, then its own server. After a restart they are there already.
set -e
for name in alice bob; do
  DJANGO_SUPERUSER_PASSWORD="correct-horse-$name" \
    python3 manage.py createsuperuser --noinput --username "$name" --email "$name@example.test" > /dev/null 2>&1 || :
done
# Without reloading, whose waiting does not bear a clock that is moved; --insecure serves the style sheets as well.
exec python3 manage.py runserver --noreload --insecure "0.0.0.0:${PORT:-8000}"
