import { isIP } from 'node:net';
import { HarnessError } from '../errors.ts';

/** Names and origins under which one recorded sign-in is replayed. */
export interface Stage {
  readonly origin: string;
  readonly host: string;
  readonly secure: boolean;
  /** Always https, so that every control cookie can be set there. */
  readonly controlOrigin: string;
  readonly plainOrigin: string;
  readonly otherSite: string;
  /** The origin of a sibling below the site (registrable domain), which the browser itself tells. */
  readonly sibling: (site: string) => string;
  /** A Set-Cookie line as the stage's host would have sent it. */
  readonly rewrite: (line: string) => string;
}

const STAND_IN = 'target.test';

/** The end of a host that browsers treat apart: addresses, localhost (secure even over http) and names without a dot. */
const specialEnd = (host: string): string | null => {
  if (host.startsWith('[') || isIP(host) !== 0 || !host.includes('.')) return host;
  return host.endsWith('.localhost') ? 'localhost' : null;
};

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.[\d.]+$/.test(host);

const rewriteDomain = (line: string, from: string): string =>
  line.replace(/(;\s*domain\s*=\s*)\.?([^;]*)/gi, (whole, before: string, written: string) => {
    const domain = written.trim().toLowerCase();
    if (domain !== from && !domain.endsWith(`.${from}`)) return whole;
    return `${before}${domain.slice(0, -from.length)}${STAND_IN}`;
  });

export const setStage = (origin: string): Stage => {
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new HarnessError('BROWSER', `"${origin}" is not an http or https origin, so its cookies cannot be replayed.`);
  }
  const from = specialEnd(url.hostname);
  const host = from === null ? url.hostname : `${url.hostname.slice(0, -from.length)}${STAND_IN}`;
  // To a browser a loopback address is as trustworthy as https, a stand-in is not: it gets https instead.
  const secure = url.protocol === 'https:' || isLoopback(url.hostname);
  const scheme = secure ? 'https' : 'http';
  const port = url.port === '' ? '' : `:${url.port}`;
  const other = host === 'evil.test' || host.endsWith('.evil.test') ? 'evil.example' : 'evil.test';
  return {
    origin: `${scheme}://${host}${port}`,
    host,
    secure,
    controlOrigin: `https://${host}`,
    plainOrigin: `http://${host}`,
    otherSite: `${scheme}://${other}`,
    sibling: (site) => `${scheme}://${host === `sibling.${site}` ? 'sibling2' : 'sibling'}.${site}`,
    rewrite: (line) => (from === null ? line : rewriteDomain(line, from)),
  };
};
