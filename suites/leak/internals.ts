import { header, type Exchange } from '../../harness/index.ts';

export type Inside = 'trace' | 'store' | 'setting' | 'file' | 'version';

/** A trace as Node, Java, Python, PHP, Ruby, Go and .NET write it. */
const TRACES: readonly RegExp[] = [
  /\bat (?:[^\n()]{1,120} \()?(?:file:\/\/|node:|\/|[A-Za-z]:\\)[^\s()]+:\d+:\d+/,
  /\bat [\w$.]+\((?:[\w$]+\.(?:java|kt|scala|groovy):\d+|Native Method|Unknown Source)\)/,
  /Traceback \(most recent call last\)|File "[^"\n]+", line \d+, in /,
  /\bin (?:\/|[A-Za-z]:\\)\S+\.php(?: on line |:)\d+|#\d+ \S+\.php\(\d+\)/,
  /\.rb:\d+:in [`'‘]/,
  /\bgoroutine \d+ \[|\.go:\d+ \+0x/,
  / in \S+\.(?:cs|vb|fs):line \d+/,
];
const STORE =
  /\b(?:rediss?|postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|amqps?|memcached?):\/\/\S+|\bECONNREFUSED\b|\bENOTFOUND\b|\bgetaddrinfo\b|\bSQLSTATE\[|syntax error at or near|\bORA-\d{5}\b|\bNOREPLICAS\b|\bMISCONF\b|\bWRONGTYPE\b|\bSQLITE_[A-Z]+\b|\b(?:Redis|Postgres|MySQL|Mongo)\w*(?:Error|Exception)\b/;
const SETTING =
  /^\s*"?[A-Z][A-Z0-9_]*(?:SECRET|PASSWORD|PASSWD|TOKEN|PRIVATE_KEY)[A-Z0-9_]*"?\s*[=:]\s*\S|^ref: refs\/heads\//m;
const FILE =
  /(?:^|[\s"'(=>])(?:\/(?:home|srv|opt|root|usr\/src|var\/www)\/[\w.@-]+(?:\/[\w.@-]+)*\.\w{1,5}\b|[A-Z]:\\(?:[\w .-]+\\)+[\w.-]+)/;
const VERSION = /\d+\.\d+/;

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  amp: '&',
  '#39': "'",
  nbsp: ' ',
  '#x27': "'",
};

/** As a reader sees it: without tags and entities. */
const plain = (body: string): string =>
  body
    .replaceAll(/<br\s*\/?>|<\/(?:p|div|li|tr|td|th|pre|title|head|h\d)>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole);

const inText = (text: string): readonly Inside[] => [
  ...(TRACES.some((trace) => trace.test(text)) ? (['trace'] as const) : []),
  ...(STORE.test(text) ? (['store'] as const) : []),
  ...(SETTING.test(text) ? (['setting'] as const) : []),
  ...(FILE.test(text) ? (['file'] as const) : []),
];

/** What of its inside an answer shows. */
export const insidesOf = (answer: Pick<Exchange, 'body' | 'responseHeaders'>): readonly Inside[] => {
  const said = ['x-powered-by', 'x-aspnet-version', 'x-generator'].some((name) => header(answer, name) !== undefined);
  const versioned = VERSION.test(header(answer, 'server') ?? '');
  return [...inText(plain(answer.body)), ...(said || versioned ? (['version'] as const) : [])];
};

const page = (text: string): string => `<!doctype html><title>Error</title><pre>${text}</pre>`;
const SAMPLES: readonly (readonly [string, Inside | null])[] = [
  [page('TypeError: x is undefined<br> &nbsp; &nbsp;at handle (/srv/app/a.js:10:5)<br>'), 'trace'],
  ['{"error":"boom","stack":"Error: boom\\n    at file:///srv/app/a.js:1:2"}', 'trace'],
  [page('java.lang.NullPointerException\n\tat com.shop.Cart.add(Cart.java:42)'), 'trace'],
  [page('Traceback (most recent call last):\n  File &quot;/srv/app/views.py&quot;, line 3, in index'), 'trace'],
  ['<b>Warning</b>: Undefined variable $a in <b>/var/www/html/index.php</b> on line <b>7</b>', 'trace'],
  [page("app/models/cart.rb:12:in `add'"), 'trace'],
  [page('goroutine 1 [running]:\nmain.main()\n\t/srv/main.go:9 +0x1d'), 'trace'],
  [page('at Shop.Cart.Add(Int32 id) in C:\\shop\\Cart.cs:line 12'), 'trace'],
  [page('connect ECONNREFUSED 172.18.0.2:6379'), 'store'],
  [page('SQLSTATE[42P01]: Undefined table'), 'store'],
  ['APP_SECRET=abcdef\nDEBUG=1', 'setting'],
  [page('Something went wrong. Please try again at 10:30, or look at /account.'), null],
  [page('Your cart is at level 3:4:5 (see FAQ).'), null],
];

/** Samples that are taken for something else than what they are; none when the detector works. */
export const misjudgedSamples = (): readonly string[] =>
  SAMPLES.flatMap(([body, inside]) => {
    const seen = insidesOf({ body, responseHeaders: [] });
    return (inside === null ? seen.length === 0 : seen.includes(inside)) ? [] : [`${inside ?? 'nothing'}: ${body}`];
  });
