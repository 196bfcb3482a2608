const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

interface Frame {
  readonly base: string;
  readonly user: string | null;
  readonly token: string;
}

const hidden = (token: string): string => `<input type="hidden" name="_token" value="${escape(token)}">`;

const frame = ({ base, user, token }: Frame, title: string, body: string): string => `<!doctype html>
<html lang="de">
<head><meta charset="utf-8"><title>${title} – Stadtwerke Kundenportal</title></head>
<body>
<header>
  <a href="${base}/">Stadtwerke</a>
  ${
    user === null
      ? `<a href="${base}/anmelden">Anmelden</a>`
      : `<a href="${base}/konto">Mein Konto</a>
  <form method="post" action="${base}/abmelden">${hidden(token)}<button>Abmelden</button></form>`
  }
</header>
<main><h1>${title}</h1>${body}</main>
</body>
</html>`;

export const home = (given: Frame): string =>
  frame(given, 'Willkommen', '<p>Strom, Wasser und Wärme für die ganze Stadt.</p>');

export const account = (given: Frame): string =>
  frame(given, 'Mein Konto', `<p>Angemeldet als ${escape(given.user ?? '')}.</p><p>Ihr Abschlag: 84 € im Monat.</p>`);

export const signIn = (given: Frame, problem: string | null): string =>
  frame(
    given,
    'Anmelden',
    `${problem === null ? '' : `<p role="alert">${problem}</p>`}
<form method="post" action="${given.base}/anmelden">
  ${hidden(given.token)}
  <p><label for="kennung">Benutzername</label> <input id="kennung" name="kennung" required></p>
  <p><label for="kennwort">Kennwort</label> <input id="kennwort" name="kennwort" type="password" required></p>
  <p><button>Anmelden</button></p>
</form>
<form method="get" action="${given.base}/">
  <p><label>Suche <input name="q" type="search"></label> <button>Suchen</button></p>
</form>`,
  );
