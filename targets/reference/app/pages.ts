const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

export const page = (title: string, body: string): string =>
  `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escape(title)}</title></head>
<body>
<h1>${escape(title)}</h1>
${body}
</body>
</html>
`;

const token = (csrf: string): string => `<input type="hidden" name="_csrf" value="${escape(csrf)}">`;

const signOutForm = (csrf: string): string =>
  `<form method="post" action="/logout">${token(csrf)}<button type="submit">Sign out</button></form>`;

export const publicHome = (): string => page('Welcome', '<p>Anybody may read this. <a href="/login">Sign in</a></p>');

export const ownHome = (user: string, csrf: string): string =>
  page(
    'Welcome',
    `<p>Hello, ${escape(user)}. <a href="/account">Your account</a> <a href="/settings">Settings</a></p>\n${signOutForm(csrf)}`,
  );

export const signInPage = (csrf: string, message = ''): string =>
  page(
    'Sign in',
    `${message === '' ? '' : `<p role="alert">${escape(message)}</p>\n`}<form method="post" action="/login">
${token(csrf)}
<p><label>User name <input name="username" autocomplete="username" required></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<p><label><input name="remember" type="checkbox" value="on"> Remember me for 30 days</label></p>
<p><button type="submit">Sign in</button></p>
</form>
<p><a href="/forgot">Forgot your password?</a></p>`,
  );

export const forgotPage = (csrf: string): string =>
  page(
    'A new password',
    `<form method="post" action="/forgot">
${token(csrf)}
<p><label>User name <input name="username" autocomplete="username" required></label></p>
<p><button type="submit">Send me a link</button></p>
</form>`,
  );

export const confirmPage = (csrf: string, message = ''): string =>
  page(
    'Confirm that it is you',
    `${message === '' ? '' : `<p role="alert">${escape(message)}</p>\n`}<form method="post" action="/confirm">
${token(csrf)}
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<p><button type="submit">Confirm</button></p>
</form>`,
  );

export const codeSignInPage = (csrf: string, message = ''): string =>
  page(
    'Sign in with a code',
    `${message === '' ? '' : `<p role="alert">${escape(message)}</p>\n`}<form method="post" action="/login/with-code">
${token(csrf)}
<p><label>User name <input name="username" autocomplete="username" required></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<p><button type="submit">Go on</button></p>
</form>`,
  );

export const codePage = (csrf: string): string =>
  page(
    'Your code',
    `<form method="post" action="/login/code">
${token(csrf)}
<p><label>Code <input name="code" inputmode="numeric" autocomplete="one-time-code" required></label></p>
<p><button type="submit">Sign in</button></p>
</form>`,
  );

export const settingsPage = (user: string, csrf: string): string =>
  page('Settings', `<p>Letters go to <strong>${escape(user)}</strong>.</p>\n${signOutForm(csrf)}`);

const notesForm = (csrf: string): string =>
  `<form method="post" action="/account/notes">${token(csrf)}
<p><label>Note <input name="note" maxlength="200" required></label> <button type="submit">Keep</button></p>
</form>`;

export const accountPage = (user: string, csrf: string, notes: readonly string[], noted: boolean): string =>
  page(
    'Your account',
    `<p>Signed in as <strong>${escape(user)}</strong>.</p>
${noted ? '<p role="status">Noted.</p>\n' : ''}<ul>${notes.map((note) => `<li>${escape(note)}</li>`).join('')}</ul>
${notesForm(csrf)}
${signOutForm(csrf)}`,
  );

/** The pages of somebody who is signed in. */
export const pages = { ownHome, settingsPage, accountPage };
