import type { HttpClient } from '../http/http-client.ts';
import type { IdentifierShape } from '../model/identifier.ts';
import type { Account, PlainSignOut, SignOut } from '../model/target.ts';
import { asking, optionsOf, sight, type Names, type Oracle } from '../signin/oracle.ts';
import { signOut } from '../signin/sign-out.ts';
import type { Leaving } from './browse.ts';

export interface SignOutSettled {
  /** Null: declared, or none was found that also works without a browser. */
  readonly recipe: PlainSignOut | null;
  /** Whether it takes tokens that are no part of the identifier. */
  readonly takesTokens: boolean;
  /** How it was found, for a reader. */
  readonly told: readonly string[];
}

interface Given {
  readonly declared: SignOut | null;
  /** What a press in the browser did. Null: none was tried. */
  readonly pressed: Leaving | 'none' | null;
  /** What a page offers by its address, where no browser looked. */
  readonly found: PlainSignOut | null;
  /** Somebody signed in, who may be signed out; the first without tokens that are no part of the identifier. */
  readonly clients: readonly HttpClient[];
  readonly oracle: Oracle;
  readonly names: Names;
  readonly account: Account;
  readonly shape: IdentifierShape;
  readonly landingPath: string | null;
}

/** Of the ways to do without a browser what a press did, the first that the oracle confirms. */
export const settleSignOut = async (given: Given): Promise<SignOutSettled> => {
  const { declared, pressed, found, shape } = given;
  if (declared !== null) return { recipe: null, takesTokens: true, told: [] };
  if (pressed === null)
    return {
      recipe: found,
      takesTokens: found !== null,
      told: found === null ? [] : [`${nameOf(found)}, by its address on the page after sign-in`],
    };
  if (pressed === 'none')
    return {
      recipe: null,
      takesTokens: false,
      told: ['no page that was looked at offers a way to sign out, seen at once or behind a menu'],
    };
  const did = `“${pressed.name}” was pressed on ${pressed.page}${pressed.behindMenu ? ', behind a menu' : ''}`;
  const recipes = pressed.recipes(shape);
  const [likeliest] = recipes;
  // A sign-out that does nothing is one all the same: what it leaves alive is for the checks to say.
  if (!pressed.left) {
    const told = [`${did}, and the browser was signed in all the same`];
    return { recipe: likeliest ?? null, takesTokens: true, told };
  }
  for (const recipe of recipes) {
    const forgotten = shape.every((set) => set.some((part) => pressed.lost.some((one) => one.name === part.name)));
    if (recipe.kind === 'forget')
      return { recipe, takesTokens: false, told: [`${did}: its scripts forget, and ask the server for nothing`] };
    const { answered, out, takesTokens } = await tried(given, recipe);
    if (out) return { recipe, takesTokens, told: [`${did}: ${nameOf(recipe)}, confirmed without a browser`] };
    if (answered && forgotten && onlyInHeaders(shape)) {
      const told = [`${did}: ${nameOf(recipe)}, and its scripts forget; the server still knows the token`];
      return { recipe, takesTokens: true, told };
    }
  }
  return {
    recipe: null,
    takesTokens: false,
    told: [
      `${did}, and the browser was signed out; the same did not work without a browser: declare signOut, for example post('/logout')`,
    ],
  };
};

const onlyInHeaders = (shape: IdentifierShape): boolean => shape.flat().every(({ carrier }) => carrier !== 'cookie');

interface Tried {
  readonly answered: boolean;
  readonly out: boolean;
  /** Whether it was the client with further tokens that got out. */
  readonly takesTokens: boolean;
}

/** With as little as will do: who could not sign out is signed in still. */
const tried = async ({ clients, oracle, names, account, landingPath }: Given, recipe: PlainSignOut): Promise<Tried> => {
  let answered = false;
  for (const [at, client] of clients.entries()) {
    const answer = await signOut(client, recipe, account, landingPath).catch(() => null);
    if (answer === null) continue;
    await client.follow(answer).catch(() => null);
    const after = sight(await client.request(oracle.method, oracle.path, optionsOf(oracle)), oracle, names, null);
    answered = answer.status > 0 && answer.status < 400;
    if (after.subject === 'anonymous') return { answered, out: true, takesTokens: at > 0 };
  }
  return { answered, out: false, takesTokens: true };
};

/** A way to sign out for a reader. */
export const nameOf = (recipe: PlainSignOut): string => {
  if (recipe.kind === 'request') return asking(recipe);
  if (recipe.kind === 'forget') return 'the browser forgets';
  const sent = recipe.steps.flatMap((step) => ('send' in step ? asking(step.send) : 'open' in step ? [] : 'a form'));
  return sent.join(', then ');
};
