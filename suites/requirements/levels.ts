/** The level of ASVS 5.0.0 at which a clause begins to apply; of every clause that is cited or listed as unverified. */
export const asvsLevels: Readonly<Record<1 | 2 | 3, readonly string[]>> = {
  1: '2.3.1 3.3.1 3.5.1 3.5.3 7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 9.1.1 9.1.2 9.1.3 9.2.1 14.2.1 14.3.1'.split(' '),
  2: (
    '3.3.2 3.3.3 3.3.4 4.4.3 6.3.3 7.1.1 7.1.2 7.1.3 7.3.1 7.3.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2 ' +
    '9.2.2 9.2.3 9.2.4 11.2.3 11.5.1 13.2.3 13.3.1 13.4.2 13.4.5 14.1.1 16.2.5 16.3.4 16.5.1 16.5.2 16.5.3'
  ).split(' '),
  3: '3.3.5 7.5.3 13.3.4'.split(' '),
};
