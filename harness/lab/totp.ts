import { Secret as Key, TOTP } from 'otpauth';
import { HarnessError } from '../errors.ts';
import type { OneTimeCode, OneTimeCodeOptions } from '../model/target.ts';

/**
 * Codes of an authenticator app (RFC 6238). A code is of the target's own time, by the last answer that the client got: the
 * suite moves the clock of targets that it starts, and staging machines run late.
 */
export const totp = (secret: string, options: OneTimeCodeOptions = {}): OneTimeCode => {
  const { digits = 6, period = 30, algorithm = 'SHA1' } = options;
  let key: Key;
  try {
    key = Key.fromBase32(secret.replaceAll(/[\s=-]/g, '').toUpperCase());
  } catch {
    key = new Key({ size: 0 });
  }
  if (key.bytes.length === 0)
    throw new HarnessError('DEFINITION', 'the secret of totp(…) is no base32 text: give it as the QR code has it');
  const codes = new TOTP({ secret: key, digits, period, algorithm });
  return (client) => codes.generate({ timestamp: client.now() });
};
