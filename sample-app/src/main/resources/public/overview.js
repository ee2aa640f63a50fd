import { badge, byId, el, table, update } from './dom.js';
import { count, millis, percent, rate, short, span } from './format.js';
import { TIERS, counts, merged } from './tiers.js';

const withFigures = (instances) => instances.filter((each) => each.live && each.snapshot.agent).map((each) => each.snapshot);

/** The line at the top: how many are there, and whether they hear each other. */
export function showSummary(instances) {
  const live = instances.filter((each) => each.live);
  const attached = live.filter((each) => each.snapshot.agent);
  const synced = attached.filter((each) => each.snapshot.backplane?.inSync);
  const [kind, text] = instances.some((each) => each.connecting) ? ['off', 'connecting ...']
    : live.length < instances.length ? ['bad', `${live.length} of ${instances.length} instances answer`]
    : attached.length === 0 ? ['off', 'agent not attached']
    : attached.every((each) => !each.snapshot.backplane) ? ['off', `${live.length} live, without Redis`]
    : synced.length === attached.length ? ['good', `${live.length} live, all in sync`]
    : ['warn', `${live.length} live, ${synced.length} of ${attached.length} in sync`];
  say(byId('summary'), kind, text);
}

/** Only what changed is said again: a screen reader reads this element aloud. */
export function say(element, kind, text) {
  element.className = `state ${kind}`;
  if (element.textContent !== text) element.textContent = text;
}

export function showFigures(instances, series) {
  const snapshots = withFigures(instances);
  const sums = snapshots.length ? counts(snapshots.flatMap((each) => each.caches)) : {};
  const now = series.points.at(-1)?.rates;
  const caches = snapshots.flatMap((each) => each.caches);
  const spent = caches.reduce((sum, cache) => sum + saved(cache), 0);
  const figure = (name, value, note) => el('div', {}, el('dt', {}, name), el('dd', {}, value), el('dd', { class: 'note' }, note));
  update(byId('figures'),
    figure('Calls', now ? `${rate(TIERS.reduce((sum, { key }) => sum + now[key], 0))}/s` : '–', now ? 'now' : why(instances)),
    figure('Hit rate', percent(sums.calls ? sums.hits / sums.calls : null), 'since start'),
    figure('Loads saved', short(sums.hits), spent ? `about ${span(spent)} of work` : 'since start'),
    figure('Slowest 1 % of loads', millis(slowest(caches, 'loader')), 'p99, at most'),
    figure('Slowest 1 % of L2', millis(slowest(caches, 'l2')), 'p99, at most'));
}

const why = (instances) => instances.map((each) => each.trouble).find((trouble) => trouble) ?? 'two beats are needed';

const saved = (cache) => (cache.latency.loader ? counts([cache]).hits * cache.latency.loader.meanMillis : 0);

/** The p99 of the cache whose is the longest; null where nothing was measured. */
function slowest(caches, tier) {
  const measured = caches.map((cache) => cache.latency[tier]).filter((each) => each?.count);
  return measured.length ? Math.max(...measured.map((each) => each.p99Millis)) : null;
}

export function showLatencies(instances) {
  const names = { l2: 'L2', stale: 'stale', loader: 'loader' };
  const rows = instances.filter((each) => each.live && each.snapshot.agent).flatMap((each) =>
    each.snapshot.caches.flatMap((cache) => Object.entries(cache.latency).filter(([, taken]) => taken.count).map(([tier, taken]) => [
      cache.name, each.name, badge(tier, names[tier] ?? tier), count(taken.count), millis(taken.p50Millis), millis(taken.p95Millis), millis(taken.p99Millis),
    ])));
  update(byId('latency'), rows.length
    ? table(['Cache', 'Instance', 'Tier', 'Calls', 'p50', 'p95', 'p99'], rows)
    : el('p', { class: 'note' }, 'No call was measured yet.'));
}

export function showCaches(instances) {
  const caches = merged(withFigures(instances));
  update(byId('cache-names'), caches.map((cache) => el('option', { value: cache.name })));
  if (!caches.length) {
    update(byId('caches'), el('p', { class: 'note' }, withFigures(instances).length ? 'No cache was used yet.' : why(instances)));
    return;
  }
  update(byId('caches'), table(
    ['Cache', 'Mix', 'Calls', 'Hit rate', 'L1', 'L2', 'Stale', 'Joined', 'Loads', 'Failed', 'Changes here', 'Heard', 'Entries'],
    caches.map((cache) => {
      const sums = counts([cache]);
      return [cache.name, mixBar(sums), count(sums.calls), percent(sums.calls ? sums.hits / sums.calls : null), count(sums.l1), count(sums.l2),
        count(sums.stale), count(sums.joined), count(sums.loader), count(cache.failures), count(cache.invalidations), count(cache.heard), count(cache.entries)];
    })));
}

/** Drawn as SVG: its attributes are no inline styles, which the page's policy refuses. */
function mixBar(sums) {
  const space = 'http://www.w3.org/2000/svg';
  const bar = document.createElementNS(space, 'svg');
  bar.setAttribute('viewBox', '0 0 100 8');
  bar.setAttribute('preserveAspectRatio', 'none');
  bar.setAttribute('class', 'mix-bar');
  bar.setAttribute('aria-hidden', 'true');
  let from = 0;
  for (const { key } of TIERS) {
    const width = sums.calls ? (100 * sums[key]) / sums.calls : 0;
    const part = document.createElementNS(space, 'rect');
    for (const [name, value] of Object.entries({ x: from, y: 0, width, height: 8, class: `fill-${key}` })) part.setAttribute(name, value);
    bar.append(part);
    from += width;
  }
  return bar;
}
