import { HarnessError } from '../errors.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Account, StepsSignIn } from '../model/target.ts';
import type { Fields, SignInTaken } from './sign-in.ts';

/** A template with the account in it. */
export const fillIn = (template: unknown, account: Account): unknown => {
  if (typeof template === 'string')
    return template.replaceAll(/\{(username|password)\}/g, (_, name: keyof Account) => account[name]);
  if (Array.isArray(template)) return template.map((one) => fillIn(one, account));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fillIn(value, account)]));
};

/** Takes the steps over HTTP. */
export const takeSteps = (
  _client: HttpClient,
  _recipe: StepsSignIn,
  _account: Account,
  _fields: Fields,
): Promise<SignInTaken> => Promise.reject(new HarnessError('SIGN_IN', 'steps cannot be taken yet'));
