const REPLACED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => REPLACED[one] ?? '');

export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escape(title)}</title></head>
<body>
<h1>${escape(title)}</h1>
${body}
</body>
</html>
`;

const postForm = (action: string, token: string, inside: string): string =>
  `<form method="post" action="${action}"><input type="hidden" name="token" value="${escape(token)}">\n${inside}\n</form>`;
const signOutForm = (token: string): string => postForm('/logout', token, '<button>Sign out</button>');

export const front = (user: string | undefined, token: () => string): string =>
  user === undefined
    ? page('The shop', '<p>Open to everybody. <a href="/login">Sign in</a></p>')
    : page('The shop', `<p>Hello, ${escape(user)}. <a href="/account">Your account</a></p>\n${signOutForm(token())}`);

export const signInPage = (token: string, message = ''): string =>
  page(
    'Sign in',
    `${message === '' ? '' : `<p role="alert">${message}</p>\n`}${postForm(
      '/login',
      token,
      `<p><label>User name <input name="username" autocomplete="username" required></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<p><label><input name="keep" type="checkbox" value="yes"> Keep me signed in for 30 days</label></p>
<p><button>Sign in</button></p>`,
    )}\n<p>A session ends 30 minutes after its last use, and after 12 hours.</p>`,
  );

export const accountPage = (user: string, token: string, notes: readonly string[]): string =>
  page(
    'Your account',
    `<p>Signed in as <strong>${escape(user)}</strong>.</p>
<ul>${notes.map((note) => `<li>${escape(note)}</li>`).join('')}</ul>
${postForm('/account/notes', token, '<p><label>Note <input name="note" maxlength="200" required></label> <button>Keep</button></p>')}
${signOutForm(token)}`,
  );
