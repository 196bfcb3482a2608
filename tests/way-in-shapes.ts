import { createHash } from 'node:crypto';
import { ACCOUNT, fromJson, type Shape } from './way-in-app.ts';

const form = (fields: string, more = '') =>
  `<form method="post" action="/login">${fields}<label>Passwort <input type="password" name="pass"></label><button>Anmelden</button>${more}</form>`;
const USER = '<label>E-Mail-Adresse <input name="user" type="email"></label>';
export const PLAIN = form(USER);
/** A script that sends what was typed as JSON. */
const script = (init: string, then: string) => `<script>
  document.querySelector('#go').onclick = async () => {
    const [email, password] = [...document.querySelectorAll('input')].slice(-2).map((one) => one.value);
    const answer = await fetch('/login', { method: 'POST', ${init} });
    if (!answer.ok) return void (document.querySelector('#say').textContent = 'Invalid password');
    const given = await answer.json(); ${then}
  };</script>`;
const JSON_INIT = `headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password })`;
const TYPED =
  '<input placeholder="Adresse e-mail"><input type="password" placeholder="Mot de passe"><div role="button" tabindex="0" id="go">Se connecter</div><p id="say"></p>';
const ENTERED = `document.body.innerHTML = '<h1>Hello</h1>'; history.pushState(null, '', '/app'); await fetch('/me');`;
const REGISTER = `<form method="post" action="/register"><input name="mail" type="email"><input type="password" name="p1" autocomplete="new-password"><button>Create account</button></form>`;
const NEWSLETTER =
  '<form action="/news"><label>Your e-mail <input type="email" name="e"></label><button>Subscribe</button></form>';

export const OPEN: Readonly<Record<string, Shape & { readonly recipe: object }>> = {
  'a form behind a link, beside others': {
    pages: {
      '/': `${NEWSLETTER}${REGISTER}<a href="/logout">Abmelden</a> <a href="/account/delete">Anmelden und Konto löschen</a> <a href="/login">Anmelden</a>`,
      '/login': form(`<input type="hidden" name="_csrf" value="TOKEN">${USER}`),
    },
    takes: ({ body, token }) => {
      const fields = new URLSearchParams(body);
      return fields.get('_csrf') === token
        ? { username: fields.get('user') ?? '', password: fields.get('pass') ?? '' }
        : null;
    },
    recipe: { kind: 'form', path: '/login' },
  },
  'a page that sends a stranger to the form': {
    pages: {
      '/': '<script>location = "/login?next=/"</script>',
      '/login': `<input type="search" placeholder="Suche">${PLAIN}`,
    },
    recipe: { kind: 'form', path: '/login?next=/' },
  },
  'a form that is linked nowhere': {
    pages: { '/': 'Welcome', '/login': PLAIN },
    recipe: { kind: 'form', path: '/login' },
  },
  'a button of its own name that must be sent': {
    pages: {
      '/': '<a href="/login">Zaloguj się</a>',
      '/login': `<form method="post"><input name="user" autocomplete="username"><input name="pass" type="password"><input type="submit" name="do" value="Zaloguj"></form>`,
    },
    takes: ({ body }) => {
      const fields = new URLSearchParams(body);
      return fields.get('do') === 'Zaloguj'
        ? { username: fields.get('user') ?? '', password: fields.get('pass') ?? '' }
        : null;
    },
    recipe: {
      kind: 'steps',
      steps: [{ open: '/login' }, { fill: { user: '{username}', pass: '{password}', do: 'Zaloguj' } }],
    },
  },
  'a single page that sends JSON': {
    pages: { '/': `${TYPED}${script(JSON_INIT, ENTERED)}`, '/app': 'app' },
    takes: fromJson,
    answers: 'json',
    recipe: { kind: 'json', path: '/login', body: { email: '{username}', password: '{password}' } },
  },
  'a token in a cookie that a script sends back': {
    pages: {
      '/': `${TYPED}${script(`headers: { 'content-type': 'application/json', 'x-xsrf-token': document.cookie.split('xsrf=')[1] }, body: JSON.stringify({ email, password })`, ENTERED)}`,
      '/app': 'app',
    },
    cookie: 'xsrf=TOKEN; Path=/',
    takes: (asked) =>
      asked.headers['x-xsrf-token'] === asked.cookies['xsrf'] && asked.cookies['xsrf'] !== undefined
        ? fromJson(asked)
        : null,
    answers: 'json',
    recipe: {
      kind: 'steps',
      steps: [
        { open: '/' },
        {
          send: {
            method: 'POST',
            path: '/login',
            json: { email: '{username}', password: '{password}' },
            headers: { 'x-xsrf-token': '{cookie:xsrf}' },
          },
        },
      ],
    },
  },
  'a token in a meta element, and the form in a dialog': {
    pages: {
      '/': `<meta name="csrf" content="TOKEN"><button onclick="d.showModal()">Connexion</button><dialog id="d">${TYPED}</dialog>${script(`headers: { 'content-type': 'application/json', 'x-token': document.querySelector('meta[name=csrf]').content }, body: JSON.stringify({ email, password })`, `localStorage.setItem('auth', JSON.stringify(given.data)); document.body.innerHTML = 'Hello'; await fetch('/me', { headers: { authorization: 'Bearer ' + given.data.access_token } });`)}`,
    },
    takes: (asked) => (asked.headers['x-token'] === asked.token ? fromJson(asked) : null),
    answers: 'token',
    recipe: {
      kind: 'steps',
      steps: [
        { open: '/' },
        {
          send: {
            method: 'POST',
            path: '/login',
            json: { email: '{username}', password: '{password}' },
            headers: { 'x-token': '{meta:csrf}' },
          },
        },
      ],
    },
  },
  'the name first, in Japanese': {
    pages: {
      '/': '<a href="/name">ログイン</a>',
      '/name':
        '<h1>ログイン</h1><form method="get" action="/pass"><label>メールアドレス<input name="who"></label><button>次へ</button></form>',
      '/pass':
        '<form method="post" action="/login"><input type="hidden" name="user" value="alice@example.org"><label>パスワード<input name="pass" type="password"></label><button>続ける</button></form>',
    },
    recipe: {
      kind: 'steps',
      steps: [{ open: '/name' }, { fill: { who: '{username}' } }, { fill: { pass: '{password}' } }],
    },
  },
  'a form in a frame of its own origin, without a button': {
    pages: {
      '/': '<h1>Kirjaudu</h1><iframe src="/frame" width="400" height="300"></iframe>',
      '/frame':
        '<form method="post" action="/login" target="_top"><label>Sähköposti<input name="user"></label><input name="pass" type="password" onkeydown="if (event.key === \'Enter\') this.form.requestSubmit()"></form>',
    },
    recipe: { kind: 'form', path: '/frame' },
  },
  'fields in a shadow root, and a password that a script digests': {
    pages: {
      '/': `<x-in></x-in><script>
        class In extends HTMLElement { connectedCallback() {
          const root = this.attachShadow({ mode: 'open' });
          root.innerHTML = '<input aria-label="اسم المستخدم"><input type="password"><button>تسجيل الدخول</button>';
          root.querySelector('button').onclick = async () => {
            const [email, typed] = [...root.querySelectorAll('input')].map((one) => one.value);
            const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(typed)));
            const password = [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('');
            await fetch('/login', { method: 'POST', ${JSON_INIT} });
            location = '/home';
          };
        } }
        customElements.define('x-in', In);</script>`,
    },
    takes: (asked) => {
      const given = fromJson(asked);
      const right = createHash('sha256').update(ACCOUNT.password).digest('hex');
      return given?.password === right ? ACCOUNT : null;
    },
    answers: 'json',
    recipe: { kind: 'browser', path: '/' },
  },
  'a window of its own, which closes when it is done': {
    pages: {
      '/': `<button onclick="window.open('/in', 'in', 'width=400,height=400')">Sign in</button>
        <script>onmessage = async () => { document.body.innerHTML = '<h1>Hello</h1>'; await fetch('/me'); };</script>`,
      '/in': `${TYPED}${script(JSON_INIT, `opener.postMessage('in', '*'); close();`)}`,
    },
    takes: fromJson,
    answers: 'json',
    recipe: { kind: 'json', path: '/login', body: { email: '{username}', password: '{password}' } },
  },
  'a window of its own, where it ends': {
    pages: {
      '/': `<button onclick="const made = window.open('', 'in'); made.location = '/enter'">Sign in</button>`,
      '/enter': PLAIN,
    },
    recipe: { kind: 'form', path: '/enter' },
  },
  'a question about cookies that lies over the form': {
    pages: {
      '/': '<a href="/login">Anmelden</a>',
      '/login': `${PLAIN}<dialog id="d"><p>Diese Seite verwendet Cookies.</p><button onclick="d.close()">Alle akzeptieren</button></dialog><script>d.showModal()</script>`,
    },
    recipe: { kind: 'form', path: '/login' },
  },
  'a question about cookies instead of the page': {
    pages: {
      '/': `<main></main><script>
        document.querySelector('main').innerHTML = document.cookie.includes('asked=1')
          ? '<a href="/enter">Sign in</a>'
          : '<p>Before you go on: we use cookies.</p><form onsubmit="document.cookie = &quot;asked=1&quot;"><button>Continue</button></form>';
      </script>`,
      '/enter': PLAIN,
    },
    recipe: { kind: 'form', path: '/enter' },
  },
  'a banner that covers the button': {
    pages: {
      '/': `${PLAIN}<div style="position:fixed;inset:0;background:#eee">We use cookies. <button onclick="this.parentElement.remove()">Reject all</button></div>`,
    },
    recipe: { kind: 'form', path: '/' },
  },
  'the Basic scheme': {
    pages: {},
    basic: true,
    recipe: {
      kind: 'steps',
      steps: [{ send: { method: 'GET', path: '/', headers: { authorization: 'Basic {basic}' } } }],
    },
  },
};

const at = (login: string, more: Omit<Shape, 'pages'> = {}): Shape => ({
  pages: { '/': '<a href="/login">Sign in</a>', '/login': login },
  ...more,
});

/** Each with its obstacle, and words that the one error says. */
export const SHUT: Readonly<
  Record<string, Shape & { readonly obstacle: string; readonly says: RegExp; readonly wrong?: true }>
> = {
  'nothing to sign in with': {
    pages: { '/': NEWSLETTER },
    obstacle: 'nothing-found',
    says: /no form to sign in was found.*“Your e-mail” \(email\).*signIn: form\(/,
  },
  'a captcha': {
    ...at(form(USER, '<div class="g-recaptcha" data-sitekey="x">a riddle</div>')),
    obstacle: 'captcha',
    says: /captcha stands before the sign-in of "alice@example\.org" \(g-recaptcha\)/,
  },
  'a picture of letters': {
    ...at(form(`${USER}<label>Zeichen im Bild <input name="c"></label>`)),
    obstacle: 'captcha',
    says: /the field “Zeichen im Bild”/,
  },
  'a code by mail': {
    ...at(PLAIN, {
      stops: {
        status: 200,
        body: '<form method="post">Enter the code <input autocomplete="one-time-code" inputmode="numeric" maxlength="6"><button>Verify</button></form>',
      },
    }),
    obstacle: 'one-time-code',
    says: /a one-time code is asked for.*custom\(/,
  },
  'a passkey and nothing else': {
    pages: {
      '/': '<a href="/login">Sign in</a>',
      '/login': '<h1>Welcome back</h1><button type="button">Use a passkey</button>',
    },
    obstacle: 'passkey',
    says: /a passkey is asked for.*“Use a passkey”/,
  },
  'a sign-in on another origin': {
    pages: { '/': '<a href="https://sso.example.net/authorize">Anmelden</a>' },
    obstacle: 'elsewhere',
    says: /leads to "https:\/\/sso\.example\.net".*TARGET_ORIGINS=https:\/\/sso\.example\.net/,
  },
  'a redirect to another origin': {
    pages: { '/': '<script>location = "https://login.example.net/?x=1"</script>' },
    obstacle: 'elsewhere',
    says: /"https:\/\/login\.example\.net"/,
  },
  'a window of another origin': {
    pages: { '/': `<button onclick="window.open('https://id.example.net/in')">Sign in</button>` },
    obstacle: 'elsewhere',
    says: /leads to "https:\/\/id\.example\.net".*TARGET_ORIGINS=https:\/\/id\.example\.net/,
  },
  'a locked account': {
    ...at(PLAIN, { stops: { status: 403, body: `<p>Ihr Konto ist gesperrt.</p>${PLAIN}` } }),
    obstacle: 'locked',
    says: /the account "alice@example\.org" is locked.*gesperrt/,
  },
  'too many attempts': {
    ...at(PLAIN, { stops: { status: 429, body: 'Slow down' } }),
    obstacle: 'too-many',
    says: /limits how often.*429/,
  },
  'too many attempts, in words alone': {
    ...at(PLAIN, { stops: { status: 200, body: `<p>Trop de tentatives.</p>${PLAIN}` } }),
    obstacle: 'too-many',
    says: /Trop de tentatives/,
  },
  'a wrong password': {
    ...at(PLAIN),
    wrong: true,
    obstacle: 'refused',
    says: /refused the sign-in.*status 401.*Das ist falsch.*the form was shown again/,
  },
  'a wrong password, said by a script': {
    pages: { '/': `${TYPED}${script(JSON_INIT, ENTERED)}` },
    takes: fromJson,
    refuses: { status: 401, body: 'no' },
    wrong: true,
    obstacle: 'refused',
    says: /status 401.*Invalid password/,
  },
  'a link by mail': {
    pages: {
      '/': '<h1>Sign in</h1><form action="/sent"><label>E-mail <input name="e"></label><button>Continue</button></form>',
      '/sent': 'We have sent you a link. Check your inbox.',
    },
    obstacle: 'mailed-link',
    says: /a link sent by mail.*Check your inbox/,
  },
  'a form that sends nothing': {
    ...at('<form onsubmit="return false"><input name="user"><input type="password"><button>Sign in</button></form>'),
    obstacle: 'not-sent',
    says: /nothing was sent/,
  },
};
