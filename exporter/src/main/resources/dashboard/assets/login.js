/** Exchanges a key for a cookie that no script can read, then goes to where the user wanted to. */

const form = document.querySelector('form');
const field = document.querySelector('#key');
const problem = document.querySelector('#problem');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  problem.textContent = '';
  try {
    const response = await fetch('/login', {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({key: field.value}),
    });
    if (response.ok) {
      location.replace(wanted());
      return;
    }
    const answer = await response.json().catch(() => null);
    problem.textContent = answer?.error?.message ?? `HTTP ${response.status}`;
  } catch {
    problem.textContent = 'The exporter cannot be reached. Is it still running?';
  }
  field.select();
});

/** A place in this page; nothing that anybody wrote into the address leads elsewhere. */
function wanted() {
  const next = new URL(new URLSearchParams(location.search).get('next') ?? '/', location.origin);
  return next.origin === location.origin && next.pathname !== '/login' ? next.pathname + next.search + next.hash : '/';
}
