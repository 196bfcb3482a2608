// The whole front end: three views, drawn from what the interface says.
const main = document.querySelector('#main');
const nav = document.querySelector('#nav');
let user = null;

const call = async (method, path, body) => {
  const request = { method, headers: {} };
  if (method !== 'GET') request.headers['csrf-token'] = (await (await fetch('/api/csrf')).json()).token;
  if (body !== undefined) {
    request.headers['content-type'] = 'application/json';
    request.body = JSON.stringify(body);
  }
  const answer = await fetch(`/api${path}`, request);
  const json = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Error(json.error);
  return json;
};

const go = (path) => {
  history.pushState(null, '', path);
  void draw();
};

const element = (html) => {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content.firstElementChild;
};

const views = {
  '/': async () => element('<section><h1>Tea, by post</h1><p>Forty kinds, from six gardens.</p></section>'),
  '/sign-in': async () => {
    const form = element(`<form>
      <h1>Sign in</h1>
      <label>User name <input id="u1" autocomplete="username" required></label>
      <label>Password <input id="p1" type="password" autocomplete="current-password" required></label>
      <p role="alert"></p>
      <button>Sign in</button>
    </form>`);
    const submit = async () => {
      const [username, password] = [...form.querySelectorAll('input')].map(({ value }) => value);
      try {
        user = await call('POST', '/session', { username, password });
        go('/orders');
      } catch (error) {
        form.querySelector('[role=alert]').textContent = error.message;
      }
    };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void submit();
    });
    return form;
  },
  '/orders': async () => {
    if (user === null) return views['/sign-in']();
    const { orders } = await call('GET', '/orders');
    const list = element('<section><h1>Your orders</h1><ul></ul></section>');
    for (const { number, item } of orders) {
      const line = document.createElement('li');
      line.textContent = `${number}: ${item}`;
      list.querySelector('ul').append(line);
    }
    return list;
  },
};

const drawNav = () => {
  if (user === null) {
    nav.replaceChildren(element('<a href="/sign-in" data-view>Sign in</a>'));
    return;
  }
  const leave = element('<button type="button">Sign out</button>');
  const signOut = async () => {
    await call('DELETE', '/session');
    user = null;
    go('/');
  };
  leave.addEventListener('click', () => void signOut());
  const name = document.createElement('a');
  name.href = '/orders';
  name.dataset.view = '';
  name.textContent = user.name;
  nav.replaceChildren(name, ' ', leave);
};

const draw = async () => {
  drawNav();
  main.replaceChildren(await (views[location.pathname] ?? views['/'])());
};

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-view]');
  if (link === null) return;
  event.preventDefault();
  go(link.getAttribute('href'));
});
addEventListener('popstate', () => void draw());

user = await call('GET', '/me').catch(() => null);
await draw();
