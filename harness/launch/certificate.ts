import type { GenerateResult, SelfsignedOptions } from 'selfsigned';

/** What a front serves with, and the authority to trust for it. All PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
}

const DAY_MS = 86_400_000;
const DNS = 2;
const IP = 7;

// A day back, for a client whose clock is slow. Only the target's time is ever moved, so a month is long.
const validity = (): { notBeforeDate: Date; notAfterDate: Date } => ({
  notBeforeDate: new Date(Date.now() - DAY_MS),
  notAfterDate: new Date(Date.now() + 30 * DAY_MS),
});

const generate = async (commonName: string, options: SelfsignedOptions): Promise<GenerateResult> => {
  const { generate: make } = await import('selfsigned');
  const subject = [{ name: 'commonName', value: commonName }];
  return make(subject, { ...validity(), ...options, keyType: 'ec', algorithm: 'sha256' });
};

const makeAuthority = (): Promise<GenerateResult> =>
  generate('sessionspec throw-away authority', {
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });

const makeLeaf = async (name: string, authority: GenerateResult): Promise<Certificate> => {
  const leaf = await generate(`${name}.test`, {
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: DNS, value: `${name}.test` },
          { type: DNS, value: `*.${name}.test` }, // sibling hosts
          { type: IP, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key: leaf.private, cert: leaf.cert, ca: authority.cert };
};

let authority: Promise<GenerateResult> | null = null;
const leaves = new Map<string, Promise<Certificate>>();

/** A throw-away certificate for `<name>.test`, made once per process and name. Its keys live in memory only. */
export const certificateFor = (name: string): Promise<Certificate> => {
  authority ??= makeAuthority();
  const made = leaves.get(name) ?? authority.then((root) => makeLeaf(name, root));
  leaves.set(name, made);
  return made;
};
