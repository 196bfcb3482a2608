/** Names and numbers only: nothing that a user wrote is put into a page. */
const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1>${body}</body>
</html>
`;

const way = (byGet: boolean): string => (byGet ? 'get' : 'post');

export const visitorPage = (): string => page('Welcome', '<p><a href="/login">Sign in</a></p>');

export const ownPage = (user: string, views: number, byGet: boolean): string =>
  page(
    'Your account',
    `<p>Signed in as ${user}. Views: ${views}.</p>
<form method="${way(byGet)}" action="/logout"><button>Sign out</button></form>`,
  );

export const signInPage = (byGet: boolean, message = ''): string =>
  page(
    'Sign in',
    `<p role="alert">${message}</p>
<form method="${way(byGet)}" action="/login">
<p><label>User name <input name="username" autocomplete="username" required></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<p><button>Sign in</button></p>
</form>`,
  );

export const signedInPage = (): string => page('Signed in', '<p>Logged in. <a href="/account">Your account</a></p>');
