/** By what a public image was set up with, as a value or as the file that holds it; of several names, the first. */
const GIVEN =
  'given() { for name; do eval "value=\\${$name-} file=\\${${name}_FILE-}"; ' +
  'if [ -n "$value" ]; then printf %s "$value"; return; fi; ' +
  'if [ -r "$file" ]; then cat "$file"; return; fi; done; }; ';

/**
 * MariaDB's client, or MySQL's, which has another name, as root where its password is known, else as the ordinary account.
 * Asks what follows it. Over TCP: while the image sets itself up, it answers on its own socket alone.
 */
export const MARIADB: readonly string[] = [
  'sh',
  '-c',
  `${GIVEN}user=root; password=$(given MARIADB_ROOT_PASSWORD MYSQL_ROOT_PASSWORD); ` +
    'other=$(given MARIADB_USER MYSQL_USER); ' +
    'if [ -z "$password" ] && [ -n "$other" ]; then user=$other; password=$(given MARIADB_PASSWORD MYSQL_PASSWORD); fi; ' +
    'export MYSQL_PWD="$password"; exec "$(command -v mariadb || command -v mysql)" ' +
    '-h 127.0.0.1 -u "$user" -N -B -r --default-character-set=utf8mb4 -e "$1"',
  'sh',
];

/** Whether it serves: one that turns our account away, with an error of the server's, does too. */
export const MARIADB_SERVES =
  'said=$("$(command -v mariadb || command -v mysql)" -h 127.0.0.1 -u root -e "select 1" 2>&1) || ' +
  'case "$said" in *"ERROR 1"*) ;; *) exit 1 ;; esac';

/** MongoDB's shell, with an account where it was set up with one. Runs the script that follows it. */
export const MONGO: readonly string[] = [
  'sh',
  '-c',
  `${GIVEN}user=$(given MONGO_INITDB_ROOT_USERNAME); password=$(given MONGO_INITDB_ROOT_PASSWORD); ` +
    'if [ -n "$user" ]; then set -- "$1" -u "$user" -p "$password" --authenticationDatabase admin; fi; ' +
    'script=$1; shift; exec mongosh --quiet --norc "$@" --eval "$script"',
  'sh',
];
