import {
  control,
  recommendation,
  speaksFor,
  type Identifier,
  type Statement,
  type World,
} from '../../harness/index.ts';

type Persona = World['alice'];

/** Finishes for bob what was begun for him at a client, which held this until then. */
export const toItsEnd = async (
  flow: string,
  {
    client,
    bob,
    pending,
    probe,
  }: {
    readonly client: Persona;
    readonly bob: Persona;
    readonly pending: Identifier;
    readonly probe: World['probe'];
  },
) => {
  await client.finish(flow, { for: bob });
  const next = await client.holds();
  return { kept: !pending.empty && pending.sameAs(next), next, live: await probe(next) };
};

export const judgedEnd = (flow: string, { kept, next, live }: Awaited<ReturnType<typeof toItsEnd>>): Statement[] => [
  control(`${flow}, once it is finished, signs bob in`, speaksFor(live, 'bob'), live),
  recommendation(`finishing it changes the identifier`, !kept, next),
];
