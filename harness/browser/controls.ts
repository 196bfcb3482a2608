import { randomBytes } from 'node:crypto';

type Kind = 'open' | 'none' | 'lax' | 'strict' | 'secure' | 'hidden' | 'site' | 'full' | 'over';

/** Cookies of our own set beside the target's: a view that treats them as it must can be believed. */
export interface Controls {
  readonly lines: readonly string[];
  readonly owns: (name: string) => boolean;
  readonly name: (kind: Kind) => string;
}

/** What must be seen and what must not be. */
export interface Expectation {
  readonly seen: readonly Kind[];
  readonly unseen: readonly Kind[];
}

export const makeControls = (host: string): Controls => {
  const suffix = randomBytes(6).toString('hex');
  const name = (kind: Kind): string => `control-${kind}-${suffix}`;
  const line = (kind: Kind, attributes: string): string => `${name(kind)}=1; Path=/${attributes}`;
  /** Name and value of so many bytes: 4096 are kept, one more is not. */
  const sized = (kind: Kind, bytes: number): string =>
    `${name(kind)}=${'x'.repeat(bytes - name(kind).length)}; Path=/; HttpOnly; SameSite=Strict`;
  return {
    name,
    owns: (candidate) => candidate.endsWith(`-${suffix}`),
    lines: [
      line('open', ''),
      line('none', '; SameSite=None; Secure'),
      line('lax', '; SameSite=Lax'),
      line('strict', '; SameSite=Strict'),
      line('secure', '; Secure'),
      line('hidden', '; HttpOnly'),
      sized('full', 4096),
      sized('over', 4097),
      ...domainsAbove(host).map((domain) => line('site', `; Domain=${domain}`)),
    ],
  };
};

/** Every suffix of a host, the host itself among them. */
const domainsAbove = (host: string): string[] => {
  const labels = host.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
};

/** Whether a view can be believed, and the sentence that says so. */
export const judgeControl = (
  controls: Controls,
  expectation: Expectation,
  seen: ReadonlySet<string>,
): { control: 'yes' | 'no'; why: string } => {
  const missing = expectation.seen.filter((kind) => !seen.has(controls.name(kind)));
  const surplus = expectation.unseen.filter((kind) => seen.has(controls.name(kind)));
  if (missing.length + surplus.length === 0) {
    const absent = expectation.unseen.length === 0 ? '' : `, ${expectation.unseen.join(', ')} not`;
    return { control: 'yes', why: `control cookies: ${expectation.seen.join(', ')} seen${absent}` };
  }
  const parts = [
    ...missing.map((kind) => `the ${kind} control cookie should have been seen and was not`),
    ...surplus.map((kind) => `the ${kind} control cookie was seen and should not have been`),
  ];
  return { control: 'no', why: parts.join('; ') };
};
