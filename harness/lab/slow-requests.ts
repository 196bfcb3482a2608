import type { RequestSpec, TargetDefinition } from '../model/target.ts';
import { asking } from '../signin/oracle.ts';

/** A request that another can overtake. */
export interface SlowRequest {
  readonly name: string;
  readonly spec: RequestSpec;
  /** Whether it takes its time because we do: half of its body is held back. */
  readonly drips: boolean;
}

/**
 * The declared slow ones, and where the target may be written to the harmless action that makes the session grow: it has
 * a body, which can be held back for as long as one likes.
 */
export const slowRequests = ({ slow, fill }: TargetDefinition, disposable: boolean): readonly SlowRequest[] => [
  ...(slow ?? [])
    .filter(({ method }) => disposable || method === 'GET')
    .map((spec) => ({ name: asking(spec), spec, drips: false })),
  ...(fill !== undefined && fill.method !== 'GET' && disposable
    ? [{ name: `${asking(fill)}, its body dripping`, spec: fill, drips: true }]
    : []),
];
