import { badge, byId, el, fill } from './dom.js';
import { span } from './format.js';

const KINDS = { FRESH: 'good', STALE: 'warn', LOADING: 'l2', ABSENT: 'off', UNKNOWN: 'bad' };
const WORDS = { FRESH: 'fresh', STALE: 'stale', LOADING: 'being loaded', ABSENT: 'absent', UNKNOWN: 'cannot be told' };

/** What every L1 and Redis have under one key, side by side. */
export function offerLook(instances) {
  byId('look-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const query = new URLSearchParams(new FormData(event.target));
    const answers = await Promise.all(instances.map((each) =>
      each.fetch(`/api/look?${query}`).then((told) => ({ each, told }), (failure) => ({ each, failure }))));
    fill(byId('look'), answers.map(({ each, told, failure }) => tier(`L1 of ${each.name}`, told, told?.l1, failure)), redis(answers));
  });
}

/** As the first instance sees it that can; the others only where they see it otherwise. */
function redis(answers) {
  const told = answers.filter((each) => each.told?.l2);
  if (!told.length) return [tier('L2 in Redis', answers.find((each) => each.told)?.told, null, null)];
  const views = new Map();
  for (const { each, told: { l2 } } of told) {
    const view = `${l2.state} ${l2.value}`;
    if (!views.has(view)) views.set(view, { l2, names: [] });
    views.get(view).names.push(each.name);
  }
  return [...views.values()].map(({ l2, names }) =>
    tier(views.size === 1 ? 'L2 in Redis' : `L2 as ${names.join(', ')} sees it`, told[0].told, l2, null));
}

function tier(title, told, copy, failure) {
  const card = (state, ...rest) => el('article', { class: 'tier' }, el('h3', {}, title, ' ', state), ...rest);
  if (failure) return card(badge('bad', 'no answer'), el('p', { class: 'trouble' }, failure.message));
  if (!copy) {
    return card(badge('off', 'not known'), el('p', { class: 'note' },
      told && told.agent === false ? 'Agent not attached.' : 'No method of this instance has read that cache yet.'));
  }
  return card(badge(KINDS[copy.state], WORDS[copy.state]),
    copy.leftMillis === null ? null : el('p', { class: 'note' }, `fresh for ${span(copy.leftMillis)} more`),
    copy.value === null ? null : el('pre', {}, copy.value));
}
