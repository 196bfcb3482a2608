// Says in one sentence that Node is too old, where anything else would end in a stack trace. Plain JavaScript that
// Node 16 can read.
const oldest = [22, 22];
const seen = String(process.versions.node);
const [major, minor] = seen.split('.').map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  console.error(
    `sessionspec needs Node ${oldest.join('.')} or later and this is ${seen}: ` +
      'run `npm ci` first, which brings a Node of its own that npm scripts and npx then use.',
  );
  process.exit(1);
}
