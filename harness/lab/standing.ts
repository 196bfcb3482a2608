import { HarnessError } from '../errors.ts';
import { HttpClient, type ClientState } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import type { Account, SignIn } from '../model/target.ts';
import type { Tokens } from '../model/token-rule.ts';
import { signIn } from '../signin/sign-in.ts';

/** Signs somebody in for all checks that only look. Null: it did not work; then each tries by itself, and says why not. */
export const standing = async (
  network: Network,
  recipe: SignIn,
  tokens: Tokens,
  account: Account,
): Promise<ClientState | null> => {
  const client = new HttpClient(network, tokens);
  try {
    await signIn(client, recipe, account, {});
    return client.state;
  } catch (error) {
    if (error instanceof HarnessError) return null;
    throw error;
  }
};
