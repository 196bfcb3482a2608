/**
 * Launch arguments that keep a Chromium to what the resolver rules name. Page routes miss prefetch, service workers
 * and the browser's own errands; the resolver does not. A proxy would resolve names by itself, so there is none.
 * HTTPS upgrades are off in Playwright's own arguments, which a second `--disable-features` would replace: give none.
 */
export const fence = (hostResolverRules: string): string[] => [
  `--host-resolver-rules=${hostResolverRules}`,
  '--no-proxy-server',
  '--disable-quic',
  // WebRTC sends to bare addresses, which no resolver sees.
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp', // its older name
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Chromium's sandbox refuses root, which is who a container usually is.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
