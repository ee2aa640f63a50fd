import { badge, byId, el, update } from './dom.js';
import { count, time } from './format.js';

const HEALTH = {
  USABLE: ['good', 'usable'],
  SICK: ['warn', 'breaker open'],
  DISCONNECTED: ['bad', 'disconnected'],
};

/** A card for each instance: whether it is there, the Redis servers as it sees them, and whether it hears the others. */
export function showInstances(instances) {
  update(byId('instances'), instances.map(card));
}

function card(instance) {
  const { snapshot, live, connecting, trouble } = instance;
  const state = connecting ? badge('off', 'connecting') : !live ? badge('bad', 'silent') : snapshot.agent ? badge('good', 'live') : badge('off', 'live');
  return el('article', { class: `card ${live ? '' : 'silent'}`, 'data-instance': instance.name },
    el('h3', {}, instance.name, instance.self ? el('small', {}, ' this page') : null, state),
    trouble ? el('p', { class: connecting ? 'note' : 'trouble' }, sentence(trouble)) : null,
    snapshot?.agent ? [backplane(snapshot.backplane), ...nodes(snapshot)] : null);
}

function backplane(state) {
  if (!state) return fact('Backplane', badge('off', 'off'), 'no Redis is configured: each instance has its L1 alone');
  return fact('Backplane', state.inSync ? badge('good', 'in sync') : badge('bad', 'out of sync'),
    `since ${time(state.since)}: ${state.cause}`,
    `${count(state.heard)} messages heard, ${count(state.outages)} outages, ${count(state.gaps)} gaps`);
}

function nodes(snapshot) {
  if (!snapshot.nodes.length) {
    return snapshot.backplane ? [fact('Redis', badge('bad', 'unavailable'), 'no server is known; the application goes on with L1 and its database')] : [];
  }
  return snapshot.nodes.map((node) => {
    const [kind, word] = HEALTH[node.health] ?? ['off', node.health];
    return fact(`Redis ${node.name}`, badge(kind, word), `since ${time(node.since)}${node.cause ? `: ${node.cause}` : ''}`);
  });
}

const fact = (name, state, ...lines) =>
  el('div', { class: 'fact' }, el('h4', {}, name, ' ', state), lines.map((line) => el('p', {}, line)));

const sentence = (text) => text[0].toUpperCase() + text.slice(1) + '.';
