import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Page } from 'playwright';
import { reveal, type Secret } from '../model/secret.ts';
import { blank } from './entry-scripts.ts';
import { careful } from './within.ts';

const MOST_FRAMES = 6;
const LIMIT_MS = 4_000;

/** Writes a picture of a page without what stands in fields, and without those texts. Null: none could be taken. */
export const takePicture = async (page: Page, file: string, secrets: readonly Secret[]): Promise<string | null> => {
  const hidden = secrets.map(reveal).filter((text) => text.length >= 4);
  try {
    for (const frame of page.frames().slice(0, MOST_FRAMES))
      await careful('masking a page', frame.evaluate(blank, hidden), LIMIT_MS);
    await mkdir(dirname(file), { recursive: true });
    await careful(
      'taking a picture',
      page.screenshot({
        path: file,
        animations: 'disabled',
        timeout: LIMIT_MS,
        mask: [page.locator('input:not([type=submit]):not([type=button]), textarea, [contenteditable]')],
        maskColor: '#888888',
      }),
    );
    return file;
  } catch {
    return null;
  }
};
