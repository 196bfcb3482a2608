import type { Gate, Handed } from '../model/record.ts';

type JudgedBy = NonNullable<Handed['by']>;
const STRICTER: readonly Gate[] = ['must', 'should', 'complete'];

/** What a run, or a target of it, was judged by. Where parts are merged, nobody needs to set it again. */
export const judgedBy = (
  handed: readonly Handed[],
  otherwise: { readonly policy: string; readonly gate: Gate },
): { readonly policy: string; readonly gate: Gate } => {
  const all = handed.map(({ by }) => by).filter((by) => by !== null);
  const gate = STRICTER.findLast((one) => all.some((by) => by.gate === one)) ?? otherwise.gate;
  const policies = [...new Set(all.map(({ policy }) => policy))].sort();
  return { gate, policy: policies.length === 0 ? otherwise.policy : policies.join(', ') };
};

/** Parts of one target that were judged by different rules are no one run. Several targets may have a rule each. */
export const disagreeing = (handed: readonly Handed[]): string | null => {
  for (const [target, parts] of Map.groupBy(handed, (one) => one.target.name)) {
    const rules = new Set(parts.flatMap(({ by }) => (by === null ? [] : inWords(by))));
    if (rules.size > 1)
      return `parts of "${target}" were judged by different rules (${[...rules].join('; ')}): set the same POLICY and GATE everywhere`;
  }
  return null;
};

const inWords = ({ policy, gate }: JudgedBy): string => `policy ${policy}, gate ${gate}`;

/** A merge that lacks a shard of a run has judged only a part of it, and must not look whole. */
export const lostShards = (handed: readonly Handed[]): string | null => {
  const runs = Map.groupBy(
    handed.filter(({ shard }) => shard !== null),
    ({ shard }) => shard?.targets.join(', ') ?? '',
  );
  for (const [targets, parts] of runs) {
    const total = Math.max(1, ...parts.map(({ shard }) => shard?.total ?? 1));
    const seen = new Set(parts.map(({ shard }) => shard?.current));
    const missing = Array.from({ length: total }, (_, at) => at + 1).filter((shard) => !seen.has(shard));
    if (missing.length > 0) return `no record of shard ${missing.join(', ')} of ${total} of ${targets}`;
  }
  return null;
};
