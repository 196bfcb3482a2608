import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ControlSeen, FieldSeen, FormSeen, PageSnapshot } from '../../browser/page-snapshot.ts';
import { judge, whyNoForm } from './diagnose.ts';
import { recognise } from './recognise.ts';
import { commonPaths, waysOn } from './ways.ts';

const field = (more: Partial<FieldSeen>): Omit<FieldSeen, 'ref'> => ({
  form: 0,
  type: 'text',
  name: '',
  autocomplete: '',
  inputMode: '',
  maxLength: null,
  label: '',
  near: '',
  required: false,
  filled: false,
  inDialog: false,
  ...more,
});
const control = (name: string, more: Partial<ControlSeen> = {}): Omit<ControlSeen, 'ref'> => ({
  form: 0,
  kind: 'button',
  submits: true,
  name,
  href: null,
  opens: false,
  inDialog: false,
  enabled: true,
  ...more,
});
const link = (name: string, path: string) =>
  control(name, { form: null, kind: 'link', submits: false, href: new URL(path, 'https://app.test').href });
const form = (more: Partial<FormSeen> = {}): FormSeen => ({
  action: 'https://app.test/x',
  method: 'post',
  heading: '',
  captcha: null,
  inDialog: false,
  ...more,
});
/** In document order; each gets its number. */
const page = (
  things: readonly (Omit<FieldSeen, 'ref'> | Omit<ControlSeen, 'ref'>)[],
  more: Partial<PageSnapshot> = {},
): PageSnapshot => {
  const all = things.map((one, ref) => ({ ...one, ref }));
  return {
    url: 'https://app.test/',
    title: '',
    text: '',
    fields: all.filter((one) => 'autocomplete' in one),
    controls: all.filter((one) => 'submits' in one),
    forms: [form(), form()],
    foreignFrames: [],
    keysAsked: 0,
    ...more,
  };
};
const password = (more: Partial<FieldSeen> = {}) => field({ type: 'password', ...more });

/** What is recognised, by names. */
const read = (seen: PageSnapshot): string => {
  const found = recognise(seen);
  if (found === null) return 'nothing';
  const called = (one: FieldSeen | null) => one?.label || one?.name || one?.near || '-';
  return `${found.kind}: ${called(found.username)}, ${called(found.password)}, ${found.submits[0]?.name ?? '-'}`;
};

describe('the form to sign in with', () => {
  const LANGUAGES: readonly (readonly [name: string, password: string, enter: string, go: string, join: string])[] = [
    ['User name', 'Password', 'Sign in', 'Next', 'Create account'],
    ['Benutzername', 'Kennwort', 'Anmelden', 'Weiter', 'Registrieren'],
    ['Nom d’utilisateur', 'Mot de passe', 'Se connecter', 'Suivant', 'S’inscrire'],
    ['Nombre de usuario', 'Contraseña', 'Iniciar sesión', 'Siguiente', 'Crear cuenta'],
    ['Nome utente', 'Password', 'Accedi', 'Avanti', 'Registrati'],
    ['Usuário', 'Senha', 'Fazer login', 'Próximo', 'Criar conta'],
    ['Gebruikersnaam', 'Wachtwoord', 'Inloggen', 'Volgende', 'Registreren'],
    ['Nazwa użytkownika', 'Hasło', 'Zaloguj się', 'Dalej', 'Załóż konto'],
    ['Uživatelské jméno', 'Heslo', 'Přihlásit se', 'Pokračovat', 'Zaregistrovat'],
    ['Användarnamn', 'Lösenord', 'Logga in', 'Nästa', 'Skapa konto'],
    ['Brugernavn', 'Adgangskode', 'Log ind', 'Næste', 'Opret konto'],
    ['Käyttäjätunnus', 'Salasana', 'Kirjaudu sisään', 'Seuraava', 'Rekisteröidy'],
    ['Kullanıcı adı', 'Şifre', 'Giriş yap', 'İleri', 'Kaydol'],
    ['Имя пользователя', 'Пароль', 'Войти', 'Далее', 'Регистрация'],
    ['Ім’я користувача', 'Пароль', 'Увійти', 'Далі', 'Реєстрація'],
    ['用户名', '密码', '登录', '下一步', '注册'],
    ['ユーザー名', 'パスワード', 'ログイン', '次へ', '新規登録'],
    ['아이디', '비밀번호', '로그인', '다음', '회원가입'],
    ['اسم المستخدم', 'كلمة المرور', 'تسجيل الدخول', 'التالي', 'إنشاء حساب'],
  ];
  for (const [name, word, enter, go, join] of LANGUAGES) {
    test(`in the words of “${enter}”`, () => {
      // A field for news first, the form to open an account beside it, and names in code that mislead.
      const news = field({ label: 'E-mail', type: 'email', form: null });
      const other = [field({ form: 1, label: name }), password({ form: 1, label: word }), control(join, { form: 1 })];
      const own = [field({ label: name, name: 'f1 email' }), password({ label: word }), control(enter)];
      assert.equal(read(page([news, ...other, ...own])), `password: ${name}, ${word}, ${enter}`);
      const first = page([field({ label: name }), control(go)], { forms: [form({ heading: enter })] });
      assert.equal(read(first), `name-first: ${name}, -, ${go}`);
      // A link, also where its address says nothing.
      assert.equal(waysOn(page([link(join, '/a'), link(enter, '/b')]), () => true).ways[0]?.name, enter);
    });
  }

  const shapes: readonly (readonly [name: string, seen: PageSnapshot, expected: string])[] = [
    [
      'by type and place alone',
      page([field({ name: 'a' }), password({ name: 'b' }), control('Go')]),
      'password: a, b, Go',
    ],
    [
      'what it is for counts more than where it stands',
      page([
        field({ label: 'Login', autocomplete: 'username' }),
        field({ label: 'Company' }),
        password({ label: 'Pin' }),
        control('Log in'),
      ]),
      'password: Login, Pin, Log in',
    ],
    [
      'without a form',
      page([
        field({ form: null, label: 'Mail' }),
        password({ form: null, label: 'Pass' }),
        control('Show', { form: null, submits: false }),
        control('Log in', { form: null, submits: false }),
      ]),
      'password: Mail, Pass, Log in',
    ],
    [
      'a password alone',
      page([password({ label: 'Password' }), control('Continue')]),
      'password: -, Password, Continue',
    ],
    [
      'a text above, where nothing is a label',
      page([field({ near: 'E-Mail' }), password({ near: 'Passwort' }), control('Los')]),
      'password: E-Mail, Passwort, Los',
    ],
    ['two passwords', page([field({ label: 'Mail' }), password(), password(), control('Sign up')]), 'nothing'],
    [
      'a new password',
      page([field({ label: 'Mail' }), password({ autocomplete: 'new-password' }), control('Continue')]),
      'nothing',
    ],
    [
      'a password that is changed',
      page([password({ label: 'Current password' }), password({ label: 'New password' }), control('Change password')]),
      'nothing',
    ],
    [
      'an account that is opened',
      page([field({ label: 'Mail' }), password({ label: 'Password' }), control('Join now')], {
        forms: [form({ heading: 'Create your account' })],
      }),
      'nothing',
    ],
    [
      'a new account, by its heading',
      page([field({ label: 'Mail' }), password({ label: 'Password' }), control('Continue')], {
        forms: [form({ heading: 'Konto erstellen' })],
      }),
      'nothing',
    ],
    ['the news by mail', page([field({ type: 'email', label: 'Your e-mail' }), control('Subscribe')]), 'nothing'],
    ['a search', page([field({ type: 'search', label: 'Search users' }), control('Search')]), 'nothing'],
    [
      'a forgotten password',
      page([field({ label: 'E-mail' }), control('Continue')], {
        forms: [form({ heading: 'Forgot your password?' })],
        title: 'Login',
      }),
      'nothing',
    ],
    [
      'the name first, by what the field is for',
      page([field({ autocomplete: 'username webauthn' }), control('Continue')]),
      'name-first: -, -, Continue',
    ],
    [
      'the name first, by the address',
      page([field({ type: 'email', label: 'E-mail', name: 'email' }), control('Continue')], {
        url: 'https://app.test/auth/sign-in',
      }),
      'name-first: E-mail, -, Continue',
    ],
    [
      'not the button of somebody else',
      page([
        field({ label: 'Mail' }),
        password(),
        control('Sign in with Google', { submits: false }),
        control('Sign in with a passkey', { submits: false }),
        control('Sign in'),
      ]),
      'password: Mail, -, Sign in',
    ],
    [
      'a code is no password',
      page([field({ label: 'Security code', inputMode: 'numeric', maxLength: 6 }), control('Verify')]),
      'nothing',
    ],
  ];
  for (const [name, seen, expected] of shapes) test(name, () => assert.equal(read(seen), expected));

  test('a riddle is known by its parts and its words', () => {
    const fields = [field({ label: 'Mail' }), password(), control('Sign in')];
    assert.equal(recognise(page(fields))?.captcha, null);
    assert.equal(recognise(page(fields, { forms: [form({ captcha: 'h-captcha' })] }))?.captcha, 'h-captcha');
    const words = page([
      field({ label: 'Mail' }),
      password(),
      field({ label: 'Ich bin kein Roboter' }),
      control('Sign in'),
    ]);
    assert.match(recognise(words)?.captcha ?? '', /kein Roboter/);
  });
});

describe('ways to the form', () => {
  const offered = (...links: Omit<ControlSeen, 'ref'>[]) =>
    waysOn(page(links), ({ origin }) => origin === 'https://app.test').ways.map(({ name, rank }) => `${rank} ${name}`);

  test('the likeliest first', () => {
    const account = control('Mon compte', { form: null, submits: false, opens: true });
    assert.deepEqual(offered(link('Help', '/help'), account, link('Hier', '/users/sign_in'), link('Connexion', '/c')), [
      'strong Connexion',
      'strong Hier',
      'fair Mon compte',
      'weak Help',
    ]);
  });

  test('nothing that destroys, signs out, or is a file', () => {
    const harmful = [
      'Delete account',
      'Konto löschen',
      'Se déconnecter',
      'Odhlásit se',
      'アカウントを削除',
      'ログアウト',
      'Удалить',
      'حذف الحساب',
    ];
    assert.deepEqual(
      offered(
        ...harmful.map((name) => link(name, '/x')),
        link('Out', '/logout'),
        link('Tidy', '/konto/l%C3%B6schen'),
        link('Terms', '/terms.pdf'),
      ),
      [],
    );
  });

  test('nothing that submits a form, and no button that says nothing of signing in', () => {
    assert.deepEqual(offered(control('Buy now'), control('Theme', { form: null, submits: false })), []);
  });

  test('a sign-in on another origin is told and not followed', () => {
    const { ways, elsewhere } = waysOn(
      page([link('Log in', 'https://id.test/authorize')]),
      ({ origin }) => origin === 'https://app.test',
    );
    assert.deepEqual([ways, elsewhere.map(({ origin }) => origin)], [[], ['https://id.test']]);
  });

  test('common paths begin where the app does', () => {
    assert.equal(commonPaths('/app/?x=1')[0], '/app/login');
    assert.equal(new Set(commonPaths('/')).size, commonPaths('/').length);
  });
});

describe('what is said of a sign-in', () => {
  const before = page([field({ label: 'Mail' }), password(), control('Sign in')], {
    text: 'Welcome\nYour account may be locked\nSign in',
  });
  const again = recognise(before);
  const answered = (status: number, more: object = {}) => ({
    method: 'POST',
    status,
    byScript: false,
    carrying: true,
    ...more,
  });
  const told = (more: Partial<Parameters<typeof judge>[0]>) => {
    const seen = { before, after: before, again, answers: [answered(200)], samePage: true, elsewhere: null };
    return judge({ ...seen, ...more })?.obstacle ?? 'nothing';
  };
  const saying = (text: string) => ({ after: { ...before, text: `${before.text}\n${text}` } });
  const home = page([], { text: 'Orders of alice' });

  test('it is told apart', () => {
    assert.equal(told({ after: home, again: null, samePage: false, answers: [answered(303)] }), 'nothing');
    assert.equal(told({}), 'refused');
    assert.equal(told({ ...saying('Zu viele Versuche') }), 'too-many');
    assert.equal(told({ ...saying('Votre compte est bloqué') }), 'locked');
    assert.equal(told({ ...saying('Mot de passe incorrect') }), 'refused');
    assert.equal(told({ after: home, again: null, answers: [answered(429)] }), 'too-many');
    assert.equal(told({ after: home, again: null, answers: [answered(423)] }), 'locked');
    assert.equal(told({ after: home, again: null, answers: [answered(500)] }), 'failed');
    assert.equal(told({ after: home, again: null, answers: [answered(401)] }), 'refused');
    assert.equal(told({ after: home, again: null, elsewhere: new URL('https://id.test/') }), 'elsewhere');
    const code = page([field({ autocomplete: 'one-time-code' }), control('Verify')]);
    assert.equal(told({ after: code, again: null }), 'one-time-code');
  });

  test('what a page says anyway, and what else it asks, say nothing', () => {
    // "may be locked" stood there before; a form that stays after a script's success is left where it is.
    assert.equal(told({ answers: [answered(200, { byScript: true })] }), 'nothing');
    const other = answered(404, { carrying: false, byScript: true });
    assert.equal(
      told({ after: home, again: null, answers: [answered(200), other, { ...other, status: 401 }] }),
      'nothing',
    );
  });

  test('why there is no form', () => {
    assert.equal(whyNoForm(home), null);
    assert.equal(whyNoForm(page([control('Mit Sicherheitsschlüssel')]))?.obstacle, 'passkey');
    assert.equal(whyNoForm({ ...home, keysAsked: 1 })?.obstacle, 'passkey');
    assert.equal(whyNoForm({ ...home, text: 'We sent you a link' })?.obstacle, 'mailed-link');
  });
});
