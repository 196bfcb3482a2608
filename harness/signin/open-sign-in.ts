import type { HttpClient } from '../http/http-client.ts';
import type { SignIn, StepsSignIn } from '../model/target.ts';
import { entryPath } from './entry-path.ts';
import { takeSteps } from './steps.ts';

const NOBODY = { username: '', password: '' };

/** What is asked before the account is named. */
export const visitorsSteps = ({ steps }: StepsSignIn): StepsSignIn => {
  const named = steps.findIndex((step) => /\{(username|password|basic)\}/.test(JSON.stringify(step)));
  return { kind: 'steps', steps: named === -1 ? steps : steps.slice(0, named) };
};

/** Opens the sign-in page as a visitor's browser does: its scripts may ask for a session, or for a token that is kept in one. */
export const openSignIn = async (client: HttpClient, recipe: SignIn): Promise<void> => {
  if (recipe.kind === 'steps') await takeSteps(client, visitorsSteps(recipe), NOBODY, {});
  else await client.follow(await client.get(entryPath(recipe) ?? '/'));
};
