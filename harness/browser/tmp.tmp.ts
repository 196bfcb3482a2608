import { openBrowser } from './specimen.ts';
import { findChromium } from './find-chromium.ts';
import { writeFileSync, chmodSync } from 'node:fs';
writeFileSync('/tmp/fake-chromium', '#!/bin/sh\necho "chromium: error while loading shared libraries: libnss3.so: cannot open" >&2\nexit 127\n'); chmodSync('/tmp/fake-chromium', 0o755);
await openBrowser('/tmp/fake-chromium').catch(e => console.log('E1', e.message));
await openBrowser(process.execPath).catch(e => console.log('E2', e.message));
await openBrowser('/bin/sleep').catch(e => console.log('E3', e.message));
const { chromium } = await import('playwright');
await chromium.launch({executablePath:'/tmp/fake-chromium'}).catch(e => console.log(e.message));
const c = await findChromium();
const b = await openBrowser(c!.path);
const times: number[] = []; let bad = 0; const ref = new Set<string>();
for (let i = 0; i < 120; i++) {
  const t = performance.now();
  const o = await b.observe({ origin: 'https://reference.test:41234', askPath: '/me', steps: [
  { path: '/login?next=1', setCookie: ['pre=1', 'sid=anon1; Path=/; HttpOnly; Secure; SameSite=Lax'], clearSiteData: null, moment: 'visited' },
  { path: '/login', setCookie: ['sid=alice; Path=/; HttpOnly; Secure; SameSite=Lax', 'bare=1', 'wide=1; Domain=reference.test; SameSite=Strict', 'none=1; Secure; SameSite=None', '__Host-bad=1; Secure; Path=/x'], clearSiteData: null, moment: 'signed-in' },
  { path: '/logout', setCookie: ['sid=; Path=/app; Max-Age=0'], clearSiteData: null, moment: 'signed-out' },
  ] });
  times.push(performance.now() - t); ref.add(JSON.stringify(o));
}
times.sort((a, b) => a - b);
console.log('distinct', ref.size, 'median', times[60], 'p95', times[114], 'max', times[119]);
if (ref.size > 1) console.log([...ref].map(x => x.length), [...ref][0], [...ref][1]);
await b.close();
