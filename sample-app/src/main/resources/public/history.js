import { badge, byId, el, update } from './dom.js';
import { percent, span, time } from './format.js';

const PERIOD = 5000;
const WORDS = { USABLE: ['good', 'usable'], SICK: ['warn', 'breaker open'], DISCONNECTED: ['bad', 'disconnected'] };

/** The latest changes of every Redis server as every instance saw them, and the figures with targets. */
export async function followHistory(instances) {
  const answers = await Promise.all(instances.map((each) =>
    each.fetch('/api/resilience').then((told) => ({ name: each.name, told }), (failure) => ({ name: each.name, failure }))));
  const told = answers.filter((each) => each.told);
  const changes = told.flatMap(({ name, told: { transitions } }) => transitions.map((change) => ({ ...change, instance: name })))
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at)).slice(0, 100);
  const failed = answers.filter((each) => each.failure);
  update(byId('history'),
    failed.map(({ failure }) => el('p', { class: 'trouble' }, failure.message)),
    told.slice(0, 1).map(({ name, told: { kpis } }) => targets(name, kpis)),
    changes.length ? el('ol', { class: 'changes' }, changes.map(row))
      : el('p', { class: 'note' }, told.some((each) => each.told.agent) ? 'No connection has changed yet.' : 'Nothing to tell: agent not attached.'));
  setTimeout(() => followHistory(instances), PERIOD);
}

const targets = (name, kpis) => el('ul', { class: 'targets', 'aria-label': `Targets, on ${name}` }, kpis.map(({ name: what, value, target, met }) =>
  el('li', {}, badge(met === null ? 'off' : met ? 'good' : 'bad', met === null ? 'not known' : met ? 'met' : 'missed'), ` ${what} ${target}`,
    value === null ? null : el('span', { class: 'note' }, ` now ${target.endsWith('s') ? span(1000 * value) : percent(value)}`))));

function row({ at, node, to, cause, instance }) {
  const [kind, word] = WORDS[to] ?? ['off', to];
  return el('li', {}, el('time', { datetime: at }, time(at)), badge(kind, word), el('span', {}, `${node} on ${instance}: ${cause}`));
}
