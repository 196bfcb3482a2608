const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

/** What goes into it is names, and what was escaped. */
const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1>${body}</body>
</html>
`;

const hidden = (csrf: string): string => `<input type="hidden" name="_csrf" value="${csrf}">`;

export const visitorPage = (): string => page('My site', '<p><a href="/login">Sign in</a></p>');

export const ownPage = (user: string, csrf: string, motto: string): string =>
  page(
    'Your account',
    `<p>Signed in as ${user}.</p><p>${escape(motto)}</p>
<form method="post" action="/account/motto">${hidden(csrf)}<label>Motto <input name="motto" maxlength="200"></label> <button>Keep</button></form>
<form method="post" action="/logout">${hidden(csrf)}<button>Sign out</button></form>`,
  );

export const signInPage = (csrf: string, message = ''): string =>
  page(
    'Sign in',
    `<p role="alert">${message}</p>
<form method="post" action="/login">${hidden(csrf)}
<p><label>User name <input name="username" autocomplete="username" required></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<p><button>Sign in</button></p>
</form>`,
  );
