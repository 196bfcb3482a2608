import { anonymous, check, control, recommendation, requirement, speaksFor, test } from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';
import { allRefused, lived, notRefused, ofKind, tryEach, unwell } from './attempts.ts';

/** Altered values on a target that others use; with what else the check asks, fewer than fifteen requests. */
const FEW = 10;
const MANY = 24;

// Signature. Mallory changes a character of her identifier, cuts some off, or signs it with a key of her own. A server
// that compares only part of the signature, or none of it, takes what she made for something that it has issued.
test(
  ...check({
    code: 'SIG-01',
    id: 'refuses-altered-identifiers',
    title: 'an altered identifier speaks for nobody',
    severity: 'critical',
    verifies: [asvs['9.1.1'], wstg['SESS-01'], wstg['SESS-10'], cwe[565], cwe[345], cwe[347]],
    needs: [],
    catches: ['compares-part-of-the-signature'],
    remedy:
      'Verify the whole signature in constant time (crypto.timingSafeEqual over the decoded bytes) with a maintained library, before anything in the value is used.',

    async observe(lab) {
      const { alice, probe, signature, target } = lab;
      const identifier = await alice.signedIn();
      const live = await probe(identifier);
      const forged = await probe(identifier.forged());
      const most = target.missing.includes('disposable') ? FEW : MANY;
      const tried = await tryEach(lab, { identifier, seen: live }, (own) => [
        ...ofKind('altered', signature.alterations(own, most)),
        ...ofKind('other key', signature.signedWithRandomKey(own).slice(0, 1)),
      ]);
      return { live, forged, tried };
    },

    judge: ({ live, forged, tried }) => {
      const all = tried.attempts;
      const altered = all.filter(({ kind }) => kind === 'altered');
      const otherKey = all.filter(({ kind }) => kind === 'other key');
      return [
        control('the identifier issued at sign-in speaks for alice', speaksFor(live, 'alice'), live),
        control('a forged identifier speaks for nobody', anonymous(forged), forged),
        ...lived('identifier', tried),
        requirement('no altered identifier speaks for anybody', allRefused(altered), notRefused(altered)),
        ...(otherKey.length === 0
          ? []
          : [
              requirement(
                'an identifier signed with another key speaks for nobody',
                allRefused(otherKey),
                notRefused(otherKey),
              ),
            ]),
        recommendation('no altered identifier makes the server fail', unwell(all).length === 0, unwell(all)),
      ];
    },
  }),
);
