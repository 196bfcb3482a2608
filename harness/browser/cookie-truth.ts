// What browsers do with Set-Cookie lines, as data. Each case is read by our own model (http/cookie-store-model.ts) and by a
// real Chromium (cookie-truth.test.ts); docs/browser-truth.md is written from it.

/** Sent by https://app.shop.test/account/login unless `from` says otherwise. */
export interface Sending {
  /** `{90 bytes}` stands for as many letters, `{in 3 days}` for such a date, `{script}` before it for `document.cookie`. */
  readonly line: string;
  readonly from?: { readonly scheme?: 'https' | 'http'; readonly host?: string; readonly byScript?: true };
}
export interface TruthCase extends Sending {
  /** Lines sent before it. */
  readonly before?: readonly Sending[];
  readonly note: string;
  /** What Chromium keeps and sends instead of what we read, and why we stay with our reading. */
  readonly differs?: { readonly kept: string; readonly sent: string; readonly why: string };
}

const https = (line: string, note: string, more: Partial<TruthCase> = {}): TruthCase => ({ line, note, ...more });
const http = (line: string, note: string, more: Partial<TruthCase> = {}): TruthCase =>
  https(line, note, { from: { scheme: 'http' }, ...more });
const script = (line: string, note: string, more: Partial<TruthCase> = {}): TruthCase =>
  https(line, note, { from: { byScript: true }, ...more });
const after = (...lines: string[]): Partial<TruthCase> => ({ before: lines.map((line) => ({ line })) });
const on = (host: string): Partial<TruthCase> => ({ from: { host } });

export const TRUTH: Readonly<Record<string, readonly TruthCase[]>> = {
  'Name and value': [
    https('sid=1', 'the least there is: host only, path of the page, gone with the browser'),
    https('sid = 1 ; Path=/', 'blanks around name and value do not count'),
    https('sid=a=b; Path=/', 'only the first = parts name and value'),
    https('sid="a b"; Path=/', 'quotes and blanks belong to the value'),
    https('sid=a,b; Path=/', 'a comma belongs to the value'),
    https('sid=; Path=/', 'an empty value is a value'),
    https('SID=2; Path=/', 'names differ by case', after('sid=1; Path=/')),
    https('sid=2; Path=/', 'the same name, host and path: one cookie', after('sid=1; Path=/')),
    https('sid=2; Path=/account', 'another path: two cookies, the longer path is sent first', after('sid=1; Path=/')),
    https('value; Path=/', 'without = there is a value and no name'),
    https('=value; Path=/', 'the same'),
    https('==value; Path=/', 'no name, and a value that begins with =', {
      differs: { kept: '', sent: '', why: 'sent back it would be read as another cookie; the standard keeps it' },
    }),
    https('; Secure; Path=/', 'neither name nor value'),
    https('=; Path=/', 'neither name nor value'),
    https('s\u{e9}=1; Path=/', 'bytes beyond ASCII in a name are kept'),
    https('sid=\u{e9}; Path=/', 'and in a value'),
    https('s id=1; Path=/', 'a blank inside a name is kept, though no grammar allows it'),
  ],
  'Control characters': [
    https('sid=a\u0001b; Path=/', 'one refuses the line'),
    https('s\u001fid=1; Path=/', 'in the name too'),
    https('sid=1; Path=/\u0002', 'in an attribute too'),
    https('sid=1; Path=/; Note=\u007f', 'in an attribute that nobody knows too'),
    https('sid=a\tb; Path=/', 'a tab is none', {
      differs: { kept: '', sent: '', why: 'Chromium counts it as one; the standard does not' },
    }),
  ],
  Sizes: [
    https('sid={4093 bytes}; Path=/', '4096 bytes of name and value'),
    https('sid={4094 bytes}; Path=/', '4097 bytes'),
    https('sid={4093 bytes}; Path=/; Secure; HttpOnly; SameSite=Lax', 'attributes do not count'),
    https('{4096 bytes}; Path=/', 'nor does a = that is not there'),
    https('sid=1; Path=/; Domain={1025 bytes}', 'an attribute value over 1024 bytes is as good as not there'),
    https('sid=1; Path=/account; Path=/{1024 bytes}', 'so the one before it counts'),
  ],
  Secure: [
    https('sid=1; Path=/; secure', 'names of attributes are read without case'),
    https('sid=1; Path=/; Secure=false', 'its value does not matter'),
    https('sid=1; Path=/; HttpOnly=0', 'nor does that of HttpOnly'),
    http('sid=1; Path=/; Secure', 'plain http sets no Secure cookie'),
    http('sid=2; Path=/', 'nor does it overwrite one', after('sid=1; Path=/; Secure')),
    http('sid=2; Path=/account', 'nor shadow one with a longer path', after('sid=1; Path=/; Secure')),
    http('sid=2; Path=/', 'a path above a Secure cookie is free', after('sid=1; Path=/account; Secure')),
    http('sid=2; Path=/', 'what is not Secure may be overwritten', after('sid=1; Path=/')),
    https('sid=2; Path=/', 'https may take Secure away', after('sid=1; Path=/; Secure')),
    http('sid=2; Path=/; Domain=shop.test', 'nor does a wider Domain help', after('sid=1; Path=/; Secure')),
  ],
  'SameSite and Partitioned': [
    https('sid=1; Path=/; SameSite=lax', 'the value is read without case'),
    https('sid=1; Path=/; SameSite=Strict', 'strict'),
    https('sid=1; Path=/; SameSite', 'no value: as if it were not there'),
    https('sid=1; Path=/; SameSite=Laxx', 'a misspelt value: as if it were not there'),
    https('sid=1; Path=/; Secure; SameSite=None', 'none'),
    https('sid=1; Path=/; SameSite=None', 'None without Secure refuses the line'),
    https('sid=1; Path=/; SameSite=None; SameSite=Lax', 'the last one counts'),
    https('sid=1; Path=/; Secure; SameSite=Strict; SameSite=Laxx', 'even if it says nothing'),
    https('sid=1; Path=/; Secure; Partitioned', 'kept under the site that it was set in'),
    https('sid=1; Path=/; Partitioned', 'Partitioned without Secure refuses the line'),
  ],
  Domain: [
    https('sid=1; Path=/; Domain=shop.test', 'every host below receives it'),
    https('sid=1; Path=/; Domain=.shop.test', 'a leading dot does not count'),
    https('sid=1; Path=/; Domain=SHOP.test', 'nor does case'),
    https('sid=1; Path=/; Domain=app.shop.test', 'its own host: it is no longer for that host only'),
    https('sid=1; Path=/; Domain=', 'empty: as if it were not there'),
    https('sid=1; Path=/; Domain=shop.test; Domain=', 'the last one counts, even if empty'),
    https('sid=1; Path=/; Domain=below.app.shop.test', 'a host below'),
    https('sid=1; Path=/; Domain=other.test', 'another site'),
    https('sid=1; Path=/; Domain=hop.test', 'not a whole label'),
    https('sid=1; Path=/; Domain=test', 'a public suffix'),
    https('sid=1; Path=/; Domain=co.uk', 'a public suffix of two labels', on('app.shop.co.uk')),
    https('sid=1; Path=/; Domain=shop.test.', 'a trailing dot makes another name'),
    https('sid=1; Path=/; Domain=shop.test:443', 'a port is no part of a name'),
    https('sid=1; Path=/; Domain=192.0.2.7', 'an address may name itself', on('192.0.2.7')),
    https('sid=1; Path=/; Domain=2.7', 'and has no parent', on('192.0.2.7')),
  ],
  Path: [
    https('sid=1; Path=account', 'not from the root: the path of the page'),
    https('sid=1; Path=', 'empty: the path of the page'),
    https('sid=1; Path=/account/', 'a trailing slash keeps it from /account itself'),
    https('sid=1; Path=/elsewhere', 'it is kept, and not sent here'),
    https('sid=1; Path=/; Path=/account', 'the last one counts'),
    https('sid=1; Path="/"', 'quotes belong to the value, which then is no path'),
  ],
  'How long it lives': [
    https('sid=1; Path=/; Max-Age=60', 'seconds'),
    https('sid=1; Path=/; Expires={in 3 days}', 'until then'),
    https('sid=1; Path=/; Max-Age=99999999', 'more than 400 days become 400'),
    https('sid=1; Path=/; Expires={in 500 days}', 'so does a date'),
    https('sid=; Path=/; Max-Age=0', 'takes it away', after('sid=1; Path=/')),
    https('sid=; Path=/; Max-Age=-1', 'so does less', after('sid=1; Path=/')),
    https('sid=; Path=/account; Max-Age=0', 'not from another path', after('sid=1; Path=/')),
    https('sid=; Path=/; Domain=app.shop.test; Max-Age=0', 'nor with another Domain', after('sid=1; Path=/')),
    https('sid=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'a date gone by does too', after('sid=1; Path=/')),
    https('sid=; Path=/; Expires=Thursday, 01-Jan-70 00:00:00 GMT', 'in the old form too', after('sid=1; Path=/')),
    https('sid=; Path=/; Expires=1 Jan 1999 0:00:00', 'in nearly any form', after('sid=1; Path=/')),
    https('sid=2; Path=/; Expires=yesterday', 'what is no date is as good as not there', after('sid=1; Path=/')),
    https('sid=2; Path=/; Expires=01 Jan 1999', 'nor is one without a time', after('sid=1; Path=/')),
    https('sid=2; Path=/; Expires=0', 'nor a bare number', after('sid=1; Path=/')),
    https('sid=2; Path=/; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'Max-Age wins', after('sid=1; Path=/')),
    https('sid=; Path=/; Max-Age=0; Expires={in 3 days}', 'in both directions', after('sid=1; Path=/')),
    https('sid=2; Path=/; Max-Age=60s', 'no number: as if it were not there'),
    https('sid=2; Path=/; Max-Age=+60', 'a plus is no number', {
      differs: {
        kept: 'sid=2 · app.shop.test/ · bounded',
        sent: 'sid=2',
        why: 'Chromium reads 60; the standard wants a digit or a minus first',
      },
    }),
    https('sid=2; Path=/; Max-Age="60"', 'nor are quotes'),
    https('sid=2; Path=/; Max-Age=0; Max-Age=60', 'the last one counts'),
    https('sid=2; Path=/; Max-Age=60; Max-Age=soon', 'the last one that is a number', {
      differs: {
        kept: 'sid=2 · app.shop.test/ · session',
        sent: 'sid=2',
        why: 'Chromium takes the last one and then finds no number; the standard skips it',
      },
    }),
  ],
  Prefixes: [
    https('__Secure-sid=1; Path=/; Secure', 'promises Secure'),
    https('__Secure-sid=1; Path=/', 'and is refused without'),
    http('__Secure-sid=1; Path=/; Secure', 'and from plain http'),
    https('__Secure-sid=1; Path=/; Secure; Domain=shop.test', 'and may be for a whole domain'),
    https('__Host-sid=1; Path=/; Secure', 'promises Secure, Path=/ and no Domain'),
    https('__Host-sid=1; Path=/', 'without Secure'),
    https('__Host-sid=1; Secure', 'without a Path'),
    https('__Host-sid=1; Path=/account; Secure', 'with another Path'),
    https('__Host-sid=1; Path=/; Secure; Domain=app.shop.test', 'with a Domain, though its own'),
    https('__Host-sid=1; Path=/; Secure; Domain=', 'an empty Domain is none'),
    https('__Host-sid=1; Path=/; Secure', 'an address is a host too', on('192.0.2.7')),
    https('__host-sid=1; Secure', 'the prefix counts in any case'),
    https('__SECURE-sid=1; Path=/', 'so does this one'),
    https('__Host-=1; Path=/; Secure', 'a prefix may be the whole name'),
    https('__Hostsid=1', 'without the dash it is none'),
    https('=__Host-sid=1; Path=/; Secure', 'a value that would be read as a prefixed name'),
    https('__Secure-sid; Path=/; Secure', 'the same without ='),
    https('__Http-sid=1; Path=/; Secure; HttpOnly', 'promises Secure, HttpOnly and a header'),
    https('__Http-sid=1; Path=/; Secure', 'and is refused without HttpOnly'),
    https('__Host-Http-sid=1; Path=/; Secure; HttpOnly', 'all of it'),
    https('__Host-Http-sid=1; Path=/; Secure', 'without HttpOnly'),
    https('__Host-Http-sid=1; Path=/account; Secure; HttpOnly', 'with another Path'),
  ],
  'Written by a script': [
    script('theme=1; Path=/', 'a script may set a cookie'),
    script('theme=1; Path=/; HttpOnly', 'but none that is HttpOnly'),
    script('sid=2; Path=/', 'may overwrite one', after('sid=1; Path=/')),
    script('sid=2; Path=/', 'but none that is HttpOnly', after('sid=1; Path=/; HttpOnly')),
    script('sid=; Path=/; Max-Age=0', 'nor take it away', after('sid=1; Path=/; HttpOnly')),
    script('sid=2; Path=/account', 'though it may put another before it', after('sid=1; Path=/; HttpOnly')),
    script(
      '__Host-sid=2; Path=/; Secure',
      'not where __Host- allows one place only',
      after('__Host-sid=1; Path=/; Secure; HttpOnly'),
    ),
    script(
      '__Http-sid=2; Path=/; Secure',
      'nor where the prefix wants a header',
      after('__Http-sid=1; Path=/; Secure; HttpOnly'),
    ),
  ],
};
