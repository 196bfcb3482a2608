// The token lives in localStorage, so that the reader stays logged in when the page is closed.
const KEY = 'library.auth';
const $ = (selector) => document.querySelector(selector);

const read = () => {
  const { token, expiresAt } = JSON.parse(localStorage.getItem(KEY) ?? '{}');
  return expiresAt > Date.now() ? token : null;
};

const get = async (path) => {
  const token = read();
  const answer = await fetch(`/api/${path}`, { headers: token === null ? {} : { authorization: `Bearer ${token}` } });
  if (answer.status === 401) localStorage.removeItem(KEY);
  return answer.ok ? answer.json() : null;
};

const list = (element, lines) =>
  element.replaceChildren(
    ...lines.map((line) => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    }),
  );

const draw = async () => {
  const profile = read() === null ? null : await get('profile');
  $('#open').hidden = profile !== null;
  $('#leave').hidden = profile === null;
  $('#loans').hidden = profile === null;
  $('#who').textContent = profile?.name ?? '';
  if (profile !== null)
    list(
      $('#loans ul'),
      ((await get('loans')) ?? []).map(({ title }) => title),
    );
};

$('#open').addEventListener('click', () => $('#dialog').showModal());
$('#dialog [value=cancel]').addEventListener('click', () => $('#dialog').close());
$('#dialog form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const [email, password] = [...event.target.querySelectorAll('input')].map(({ value }) => value);
  const answer = await fetch('/api/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const json = await answer.json();
  $('#dialog [role=alert]').textContent = json.error ?? '';
  if (!answer.ok) return;
  localStorage.setItem(KEY, JSON.stringify({ token: json.accessToken, expiresAt: Date.now() + json.expiresIn * 1000 }));
  event.target.reset();
  $('#dialog').close();
  await draw();
});
$('#leave').addEventListener('click', async () => {
  localStorage.removeItem(KEY);
  await draw();
});

list(
  $('#news'),
  ((await get('news')) ?? []).map(({ title }) => title),
);
await draw();
