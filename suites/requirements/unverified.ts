/** A clause that no check here verifies, and why. */
export interface Unverified {
  readonly id: string;
  readonly title: string;
  readonly reason: string;
  /** It can be seen from outside, and no check looks yet. */
  readonly later?: true;
}

const LATER = 'Can be seen from outside; its chapter of the catalogue is not built yet';

/** Of ASVS 5.0 V3.3, V7 and V9 and of WSTG-SESS, everything that no check verifies; titles in our words. */
export const unverified: readonly Unverified[] = [
  {
    id: 'asvs-5.0/7.1.2',
    title: 'How many sessions one account may have at once is documented',
    reason: 'A document. What happens can be measured, but not whether it is written down',
  },
  {
    id: 'asvs-5.0/7.1.3',
    title: 'All systems that take part in federated sessions are documented',
    reason: 'A document',
  },
  {
    id: 'asvs-5.0/7.2.2',
    title: 'Session tokens are made dynamically, and are no static secrets or keys',
    reason:
      'That identifiers differ is judged with 7.2.3; that nothing else opens the door cannot be shown from outside',
  },
  {
    id: 'asvs-5.0/7.4.2',
    title: 'All sessions end when an account is disabled or deleted',
    reason: `${LATER} (PRIV); it needs somebody who may disable accounts`,
    later: true,
  },
  {
    id: 'asvs-5.0/7.4.3',
    title: 'Other sessions can be ended after a change of password or factor',
    reason: `${LATER} (PRIV)`,
    later: true,
  },
  {
    id: 'asvs-5.0/7.4.5',
    title: 'Administrators can end the sessions of one user or of all',
    reason: `${LATER} (PRIV); it needs an administrator's account`,
    later: true,
  },
  {
    id: 'asvs-5.0/7.5.1',
    title: 'Sensitive account data can only be changed after authenticating again',
    reason: `${LATER} (PRIV)`,
    later: true,
  },
  {
    id: 'asvs-5.0/7.5.2',
    title: 'Users can see and end all of their sessions',
    reason: `${LATER} (CONC)`,
    later: true,
  },
  {
    id: 'asvs-5.0/7.5.3',
    title: 'Highly sensitive operations ask for another factor first',
    reason: `${LATER} (PRIV); which operations those are, only their owner knows`,
    later: true,
  },
  {
    id: 'asvs-5.0/7.6.1',
    title: 'Sessions of relying party and identity provider live and end together as documented',
    reason: 'Needs an identity provider under the control of the suite',
  },
  {
    id: 'asvs-5.0/9.2.4',
    title: 'An issuer that uses one key for several audiences restricts each token to one',
    reason: 'Needs the tokens of the other audiences of the same issuer',
  },
  {
    id: 'wstg/SESS-11',
    title: 'Concurrent sessions',
    reason: `${LATER} (CONC)`,
    later: true,
  },
];
