import { present } from '../http/http-client.ts';
import { malformed } from '../http/shown.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Identifier } from '../model/identifier.ts';
import { entryPath } from '../signin/entry-path.ts';
import type { Ground } from './persona.ts';

/** An answer to something that a well-behaved client does not send. */
export interface Provoked {
  readonly how: string;
  readonly answer: Exchange;
}

const ADDRESSES = ['/%', '/%c0%ae%c0%ae/', '/no-such-page-4f1c', '/?a[b]=1&a[c][]=%00'];
/** Where frameworks and servers of many makes show their inside, while somebody forgets to close it. */
const INSIDES = (
  '/actuator/env /.env /debug /metrics /phpinfo.php /server-status /.git/HEAD /actuator/heapdump /debug/pprof/ ' +
  '/_debugbar/open /console /env /config.json /sessions /__debug__/'
).split(' ');
const GENTLE = 2;
const GENTLE_INSIDES = 6;

const cut = (type: string, body: string) => ({ body, headers: [['content-type', type] as const] });
const BODIES = {
  'JSON that is cut': cut('application/json', '{"a":'),
  'a form that cannot be decoded': cut('application/x-www-form-urlencoded', 'a=%&%=b'),
  'a body in no charset that there is': cut('application/x-www-form-urlencoded; charset=x-none', 'a=b'),
};

/** Asks for errors and for what should not be shown. `gentle`: a little, and only by GET. */
export const provoke = async (ground: Ground, live: Identifier, gentle: boolean): Promise<readonly Provoked[]> => {
  const { network, oracle, signIn } = ground;
  const entry = entryPath(signIn) ?? oracle.path;
  const seen: Provoked[] = [];
  const ask = async (how: string, ...given: [Identifier | null, string, string?, Parameters<typeof present>[3]?]) => {
    const [identifier, path, method = 'GET', more] = given;
    seen.push({ how, answer: await present(network, identifier, { method, path }, more) });
  };
  for (const path of ADDRESSES) await ask(`GET ${path}`, null, path);
  for (const [at, one] of malformed(live).entries()) {
    if (!gentle || at < GENTLE) await ask(`an identifier that cannot be read (${at + 1})`, one, oracle.path);
  }
  for (const path of gentle ? INSIDES.slice(0, GENTLE_INSIDES) : INSIDES) await ask(`GET ${path}`, null, path);
  if (gentle) return seen;
  for (const [how, more] of Object.entries(BODIES)) await ask(how, null, entry, 'POST', more);
  await ask('a method that is not meant', null, entry, 'PATCH');
  return seen;
};
