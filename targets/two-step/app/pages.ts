import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

const frame = (title: string, header: Html | string, body: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title} · Tenants’ portal</title>
        <script src="/menu.js" defer></script>
      </head>
      <body>
        <header><a href="/">Tenants’ portal</a> ${header}</header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;

const hidden = (token: string): Html => html`<input type="hidden" name="token" value="${token}" />`;
const alert = (problem: string | null): Html | string => (problem === null ? '' : html`<p role="alert">${problem}</p>`);

/** Signing out is behind the menu, which a script opens. */
const menu = (user: string, token: string): Html => html`
  <button type="button" id="menu-button" aria-haspopup="menu" aria-expanded="false" aria-controls="menu">
    ${user}
  </button>
  <div id="menu" role="menu" hidden>
    <a role="menuitem" href="/contract">Your contract</a>
    <form method="post" action="/leave">${hidden(token)}<button role="menuitem">Log out</button></form>
  </div>
`;

export const signInLink = html`<a href="/login">Log in</a>`;

export const home = (header: Html): Html =>
  frame('Welcome', header, html`<p>Rent, repairs and bills of your flat.</p>`);
export const signedInHeader = menu;

export const contract = (user: string, token: string): Html =>
  frame('Your contract', menu(user, token), html`<p>Held by ${user}. Three rooms, second floor.</p>`);

export const firstStep = (token: string, problem: string | null): Html =>
  frame(
    'Log in',
    '',
    html`${alert(problem)}
      <form method="post" action="/login">
        ${hidden(token)}
        <p>
          <label>E-mail <input name="email" type="email" autocomplete="username" required /></label>
        </p>
        <p><button>Next</button></p>
      </form>`,
  );

export const secondStep = (token: string, email: string, problem: string | null): Html =>
  frame(
    'Your password',
    '',
    html`${alert(problem)}
      <p>${email} · <a href="/login">not you?</a></p>
      <form method="post" action="/login/password">
        ${hidden(token)}
        <p>
          <label>Password <input name="secret" type="password" autocomplete="current-password" required /></label>
        </p>
        <p><button>Log in</button></p>
      </form>`,
  );

export const menuScript = `
const button = document.querySelector('#menu-button');
const menu = document.querySelector('#menu');
button?.addEventListener('click', () => {
  menu.hidden = !menu.hidden;
  button.setAttribute('aria-expanded', String(!menu.hidden));
});
`;
