import { check, control, note, recommendation, requirement, speaksFor, test } from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { inOneLine, serves, unset, withoutSecret } from './starts.ts';

// Start-up. Mallory can pull the image: from a registry, a laptop, a backup. Whatever stands in its environment, in a
// file that a later layer deletes or in its source, she has. This is artifact inspection, not black box: the image is
// searched, and what is found is tried on a session that a start issued with nothing but what the image brings.
test(
  ...check({
    code: 'BOOT-08',
    id: 'the-image-holds-no-secret',
    title: 'the image and its history hold no usable secret',
    severity: 'critical',
    verifies: [asvs['13.3.1'], cwe[798], cwe[540], cwe[526]],
    needs: ['image'],
    catches: ['secret-in-image'],
    notApplicable: withoutSecret,
    remedy:
      'Take the secret out of the Dockerfile, and .env files out of the build (.dockerignore); give the secret to the container when it starts, and change the one that was inside.',

    async observe({ boot, open, image, findKey }) {
      const seen = await image();
      const good = await boot({ mode: 'production', secret: 'own', dataKey: 'good-start' });
      const without = await boot(unset('first'));
      const delivered = await open({
        mode: 'production',
        secret: 'delivered',
        dataKey: 'first',
        expects: 'refusal',
      });
      const base = { seen, good, without, delivered: delivered.outcome };
      if (delivered.outcome.kind !== 'serves') return { ...base, live: null, key: null };
      const [session, more] = [await delivered.alice.signIn(), await delivered.alice.another().signIn()];
      return { ...base, live: await delivered.probe(session), key: findKey([session, more], seen.candidates) };
    },

    judge: ({ seen, good, without, delivered, live, key }, { target }) => {
      const suspicious = seen.candidates.filter((one) => one.suspicious).map(({ where }) => where);
      const brings = delivered.kind === 'serves' && !serves(without) && !seen.setByDefinition;
      const searched = `${seen.layers} layers, ${seen.files} files that could hold one`;
      return [
        ...seen.planted.map((place) => control(`a canary in ${place} is found`, seen.found.includes(place), searched)),
        control('with a secret of ours it serves', serves(good), inOneLine(good)),
        ...(live === null ? [] : [control('with what is delivered alice can sign in', speaksFor(live, 'alice'), live)]),
        note(`with what is delivered and nothing else it ${delivered.kind}; without the secret ${inOneLine(without)}`),
        // A form that is not known verifies under nothing; that says nothing.
        requirement(
          'nothing inside the image verifies a live session',
          key?.kind === 'untried' ? 'unknown' : key?.kind !== 'given',
          key?.from,
        ),
        requirement(`the image brings no ${target.secret?.env} that a start makes do with`, !brings, suspicious),
        recommendation('no file of settings (.env) is inside the image', seen.envFiles.length === 0, seen.envFiles),
        recommendation('nothing inside the image looks like a secret', suspicious.length === 0, suspicious),
      ];
    },
  }),
);
