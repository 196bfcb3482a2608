import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { rootCertificates } from 'node:tls';
import { HarnessError, messageOf } from '../errors.ts';
import type { Address, BootRequest, Deployment, Launcher } from './deployment.ts';

export interface RunningOptions {
  readonly url: string;
  /** PEM of an extra root certificate (TARGET_CA). */
  readonly ca?: string | null;
  readonly limitMs?: number;
}

const TLS_FAILURE = /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO/;

const unreachable = (seen: string, advice: string, cause?: unknown): HarnessError =>
  new HarnessError('UNREACHABLE', `${seen} ${advice}`, cause === undefined ? {} : { cause });

const parse = (url: string): URL => {
  const parsed = URL.parse(url);
  if (parsed !== null && /^https?:$/.test(parsed.protocol)) return parsed;
  throw unreachable(
    `The target's URL "${url}" is not an http or https URL.`,
    `Write it whole, as in "https://${url.replace(/^.*:\/\//, '')}".`,
  );
};

// Each names what was seen and the likeliest thing to do.
const explain = (url: URL, thrown: unknown, limitMs: number): HarnessError => {
  const error = (thrown instanceof AggregateError ? thrown.errors[0] : thrown) as NodeJS.ErrnoException;
  const code = typeof error.code === 'string' ? error.code : error.name; // a DOMException's code is a number
  const seen = (what: string): string => `The target at "${url.href}" was not reached: ${what} (${code}).`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return unreachable(
      seen(`the name "${url.hostname}" is not known`),
      'Check the spelling, and the DNS of this machine.',
      thrown,
    );
  }
  if (code === 'ECONNREFUSED') {
    return unreachable(seen(`nobody listens on ${url.host}`), 'Start it, or correct the port in TARGET_URL.', thrown);
  }
  if (code === 'EPROTO' || code === 'ERR_SSL_WRONG_VERSION_NUMBER') {
    const plain = url.href.replace('https:', 'http:');
    return unreachable(
      seen('what answers there does not speak TLS'),
      `If it serves plain http, use "${plain}".`,
      thrown,
    );
  }
  if (TLS_FAILURE.test(code)) {
    const advice =
      'If a private authority signed it, name the file with its certificate in TARGET_CA; else renew the certificate.';
    return unreachable(seen(`its certificate is not accepted: ${messageOf(error)}`), advice, thrown);
  }
  if (code === 'TimeoutError' || code === 'ABORT_ERR') {
    const late = `no answer within ${String(limitMs / 1000)} s`;
    return unreachable(seen(late), 'See whether it works in a browser on this machine, and what its log says.', thrown);
  }
  const advice = 'If it speaks TLS on that port, use https; else see what its log says.';
  return unreachable(seen(messageOf(error)), advice, thrown);
};

const statusOf = (url: URL, ca: string | null, limitMs: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const asking = send(url, {
      agent: false,
      signal: AbortSignal.timeout(limitMs),
      ...(ca === null ? {} : { ca: [...rootCertificates, ca] }),
    });
    asking.once('response', (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    asking.on('error', (thrown) => reject(thrown.name === 'AbortError' ? (thrown.cause ?? thrown) : thrown));
    asking.end();
  });

const refuseSettings = ({ definition, env, flaw, clock }: BootRequest, url: URL): void => {
  if (flaw === null && clock === null && Object.keys(env).length === 0) return;
  throw new HarnessError(
    'LAUNCH',
    `Target "${definition.name}" runs at "${url.origin}" already: it cannot be given other settings, a flaw or a clock. ` +
      'Declare `launch` in its definition for checks that need this.',
  );
};

const notOurs = ({ origin }: Address): Promise<never> =>
  Promise.reject(
    new HarnessError(
      'LAUNCH',
      `The target at "${origin}" is not ours to restart. Declare \`launch\` in its definition.`,
    ),
  );

const deploymentAt = (address: Address, status: number, bootMs: number): Deployment => ({
  outcome: status < 500 ? { kind: 'serves', status } : { kind: 'errors', status },
  address,
  bare: address,
  bootMs,
  output: () => Promise.resolve(''),
  restart: () => notOurs(address),
  bounce: () => notOurs(address),
  running: () => Promise.resolve(true),
  replicas: [],
  faults: null,
  stores: [],
  clock: null,
  used: { engine: null, services: [], image: null },
  [Symbol.asyncDispose]: () => Promise.resolve(),
});

/** Takes a target as it runs: looks whether it can be reached, and leaves it as it is. */
export const runningLauncher = ({ url, ca = null, limitMs = 10_000 }: RunningOptions): Launcher => {
  const close = (): Promise<void> => Promise.resolve();
  return {
    kind: 'url',
    async boot(request) {
      const base = parse(url);
      refuseSettings(request, base);
      const began = performance.now();
      const page = new URL(request.definition.launch?.readyPath ?? base.pathname, base);
      const status = await statusOf(page, ca, limitMs).catch((thrown: unknown) => {
        throw explain(page, thrown, limitMs);
      });
      return deploymentAt({ origin: base.origin, dial: null, ca }, status, Math.round(performance.now() - began));
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};
