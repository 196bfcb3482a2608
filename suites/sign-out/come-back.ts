import { anonymous, type Identifier, type Sighting, type World } from '../../harness/index.ts';

/** A client that holds nothing but this comes to the site. Some apps look at it on a page only, and not at every request. */
export const comeBack = async (client: World['alice'], remembered: Identifier): Promise<Sighting> => {
  await client.plant(remembered);
  const first = await client.use();
  if (anonymous(first) !== 'yes') return first;
  await client.visit();
  return client.use();
};

/** Whether a client that was remembered holds something that one which was not does not: by name, values differ anyway. */
export const holdsMoreThanWithout = async (person: World['alice'], remembered: Identifier): Promise<boolean> => {
  if (remembered.empty) return false;
  const plain = person.another();
  await plain.signIn();
  const besides = await plain.holdsBesides();
  return remembered.parts.some((part) => !besides.has(part));
};
