import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../harness/settings.ts';
import { browserTruth } from './browser-truth.ts';
import { catalogueData } from './catalogue-data.ts';
import { CHECK_PAGES } from './docs-checks.ts';
import { requirementsPage } from './docs-requirements.ts';
import { seedsPage } from './docs-seeds.ts';

/** Pages that are written from what the code says: file → its text. A test fails when one is not current. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'docs/browser-truth.md': browserTruth,
  'docs/requirements.md': requirementsPage,
  'docs/seeds.md': seedsPage,
  'harness/gate/catalogue.json': catalogueData,
  ...CHECK_PAGES,
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [file, text] of Object.entries(PAGES)) {
    await mkdir(path.dirname(path.join(ROOT, file)), { recursive: true });
    await writeFile(path.join(ROOT, file), text());
  }
  console.log(`${Object.keys(PAGES).length} pages in docs/, and harness/gate/catalogue.json`);
}
