import { byId, el, fill } from './dom.js';
import { streamed } from './stream.js';

/** Buttons that break Redis, where the application was started with its lab; a sentence where it was not. */
export async function offerLab(instance) {
  const place = byId('lab');
  let lab;
  try {
    lab = await instance.fetch('/api/lab');
  } catch (failure) {
    fill(place, el('p', { class: 'note' }, failure.status === 404
      ? 'The lab is off. Start the application by ./demo, or with sample.lab=true, to break Redis from here.'
      : failure.message));
    return;
  }
  const log = el('ol', { class: 'log', role: 'log', 'aria-label': 'What the lab did', tabindex: 0 });
  const seconds = el('input', { type: 'number', min: 1, max: 120, value: 10 });
  const query = el('input', { value: 'anna', maxlength: 100 });
  const times = el('input', { type: 'number', min: 1, max: 100_000, value: 1000 });
  const buttons = [];
  const run = async (what, path) => {
    buttons.forEach((button) => { button.disabled = true; });
    write(log, `${what} ...`);
    try {
      await streamed(instance.url + path, (event, data) => write(log, `${event}: ${plain(data)}`));
      write(log, `${what}: done`);
    } catch (failure) {
      write(log, failure.message);
    } finally {
      buttons.forEach((button) => { button.disabled = false; });
    }
  };
  const button = (text, path) => {
    const made = el('button', { onclick: () => run(text, path()) }, text);
    buttons.push(made);
    return made;
  };
  fill(place,
    el('p', { class: 'hint' }, `Redis is ${lab.topology}. What is broken here is broken for all instances.`),
    el('div', { class: 'bar' }, el('label', {}, 'Seconds ', seconds),
      lab.faults.map((fault) => button(fault, () => `/api/lab/redis/${encodeURIComponent(fault)}?seconds=${encodeURIComponent(seconds.value)}`))),
    el('div', { class: 'bar' }, el('label', {}, 'Search for ', query), el('label', {}, 'Times ', times),
      button('loop', () => `/api/lab/loop/${encodeURIComponent(query.value)}/${encodeURIComponent(times.value)}`)),
    log);
}

function write(log, text) {
  log.append(el('li', {}, el('time', {}, new Date().toLocaleTimeString('en-GB')), ` ${text}`));
  while (log.children.length > 200) log.firstChild.remove();
  log.scrollTop = log.scrollHeight;
}

const plain = (data) => (typeof data === 'object' && data !== null
  ? Object.entries(data).map(([name, value]) => `${name} ${value}`).join(', ') : String(data));
