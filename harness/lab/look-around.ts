import type { HttpClient } from '../http/http-client.ts';
import type { Exchange } from '../model/exchange.ts';
import { readPage } from '../signin/forms.ts';
import { DESTRUCTIVE } from '../signin/oracle-candidates.ts';

/**
 * Answers to whoever looks around at this client: first those paths, then what their pages link to, `most` in all. Only by
 * GET, on the target's own origin, and past whatever looks as if it changed something.
 */
export const lookAround = async (
  client: HttpClient,
  paths: readonly string[],
  most: number,
): Promise<readonly Exchange[]> => {
  const known = new Set<string>();
  const queue: string[] = [];
  const add = (path: string): void => {
    if (known.has(path) || DESTRUCTIVE.test(path)) return;
    known.add(path);
    queue.push(path);
  };
  for (const path of paths) add(path);
  const seen: Exchange[] = [];
  for (let path = queue.shift(); path !== undefined && seen.length < most; path = queue.shift()) {
    const answer = await client.get(path);
    seen.push(answer);
    const leads = answer.responseHeaders.flatMap(([name, text]) => (name === 'location' ? [text] : []));
    for (const link of [...leads, ...readPage(answer.body, answer.url).links]) {
      const url = URL.parse(link, answer.url);
      if (url?.origin === answer.url.origin) add(url.pathname + url.search);
    }
  }
  return seen;
};
