import type Docker from 'dockerode';

const asked = (words: string, env: Readonly<Record<string, string>>): string =>
  words.replace(/\$\{?(\w+)\}?/g, (_, name: string) => env[name] ?? '');

/**
 * What the programs inside a service's container want, so that they are let in: by the entries with which the public
 * images of Redis and PostgreSQL are set up. Read of the container as it runs, and kept to this machine.
 */
export const credentialsOf = ({
  Env,
  Cmd,
}: Pick<Docker.ContainerInspectInfo['Config'], 'Env' | 'Cmd'>): Record<string, string> => {
  const env: Record<string, string> = {};
  for (const line of Env ?? []) env[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
  const redis = /--requirepass[\s=]+["']?([^\s"']+)/.exec((Cmd ?? []).join(' '))?.[1];
  const { POSTGRES_USER: user = 'postgres', POSTGRES_PASSWORD: password, POSTGRES_DB: database = user } = env;
  const auth = redis === undefined ? env['REDIS_PASSWORD'] : asked(redis, env);
  return {
    ...(auth === undefined ? {} : { REDISCLI_AUTH: auth }),
    ...(password === undefined ? {} : { PGUSER: user, PGPASSWORD: password, PGDATABASE: database }),
  };
};
