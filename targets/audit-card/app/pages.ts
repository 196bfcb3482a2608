/** Names only: nothing that a user wrote is put into a page. */
const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1>${body}</body>
</html>
`;

export const visitorPage = (): string => page('Marketplace', '<p><a href="/login">Sign in</a></p>');

export const ownPage = (user: string): string =>
  page(
    'Your account',
    `<p>Signed in as ${user}.</p><form method="post" action="/logout"><button>Sign out</button></form>`,
  );

export const signInPage = (message = ''): string =>
  page(
    'Sign in',
    `<p role="alert">${message}</p>
<form method="post" action="/login">
<p><label>User name <input name="username" autocomplete="username" required></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<p><button>Sign in</button></p>
</form>`,
  );
