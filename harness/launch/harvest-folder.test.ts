import assert from 'node:assert/strict';
import { test } from 'node:test';
import { harvestFolders } from './harvest-folder.ts';
import { scratchFolder } from './test-kit.ts';

test('what the files beside an app tell is harvested, with where it stands', async (t) => {
  const folder = await scratchFolder(t, {
    '.env.example': 'PORT=1\nSESSION_SECRET=change-this-one-1 # 32 characters\n',
    'compose.yaml': 'services:\n  app:\n    environment:\n      SESSION_SECRET: from-compose-22\n',
    Dockerfile: 'FROM scratch\nENV SESSION_SECRET=from-dockerfile-33\n',
    'README.md':
      '```sh\nSESSION_SECRET=from-readme-4444 npm start\ndocker run -e SESSION_SECRET="from docker run" -p 80:80 app\n```\n`session({ secret: "from-code-55555" })`\n',
    'server.js': "session({ secret: 'not-read-6666' })",
  });
  const seen = harvestFolders([folder, folder]).map(({ value, from }) => `${from}: ${value}`);
  assert.deepEqual(seen, [
    'SESSION_SECRET in .env.example: change-this-one-1',
    'SESSION_SECRET in Dockerfile: from-dockerfile-33',
    'SESSION_SECRET in README.md: from-readme-4444 npm start',
    'SESSION_SECRET in README.md: from-readme-4444',
    'SESSION_SECRET in README.md: from docker run',
    'secret in README.md: from-code-55555',
    'SESSION_SECRET in compose.yaml: from-compose-22',
  ]);
});

test('a folder that cannot be read tells nothing', () => assert.deepEqual(harvestFolders(['/no/such/folder']), []));
