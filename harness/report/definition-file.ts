import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { definitionText } from './definition-text.ts';
import type { RunRecord } from './run-record.ts';

/** A target's name as a definition may have it: an address of IPv6 has brackets and colons. */
export const definitionName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '') || 'target';

export const definitionFile = (name: string): string => `${definitionName(name)}.target.ts`;

/** Saves what was found of targets that were known by their URL alone, as definitions, into a folder. */
export const writeDefinitions = async (record: RunRecord, folder: string): Promise<void> => {
  for (const { name, discovered } of record.targets) {
    if (discovered === null) continue;
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, definitionFile(name)), definitionText(definitionName(name), discovered));
  }
};
