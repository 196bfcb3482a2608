import type { BootRequest } from './deployment.ts';

/**
 * Starting services takes longest: boots that are not moved in time share them, which also lets two boots see one store.
 * Null: they are the boot's own.
 */
export const sharedBy = ({ definition, dataKey, clock, faulty }: BootRequest): string | null =>
  faulty === true || (dataKey === undefined && clock !== null)
    ? null
    : `${definition.name} ${String(clock)} ${dataKey ?? ''}`;
