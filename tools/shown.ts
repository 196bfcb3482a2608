/** By which checks each target is to be run: JSON of codes by target, null for all of them. */
export const SHOWN = 'SELFTEST_SHOWN';
