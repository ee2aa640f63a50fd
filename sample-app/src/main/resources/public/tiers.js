/** What can answer a call, from the nearest to the farthest; colours are console.css's --l1, --l2, ... */
export const TIERS = [
  { key: 'l1', name: 'L1', of: (cache) => cache.hitsL1 },
  { key: 'l2', name: 'L2', of: (cache) => cache.hitsL2 },
  { key: 'stale', name: 'stale', of: (cache) => cache.staleServed },
  { key: 'joined', name: "another's load", of: (cache) => cache.joined },
  { key: 'loader', name: 'loader', of: (cache) => cache.loads },
];

/** Counts of caches together, by tier. */
export function counts(caches) {
  const sums = {};
  for (const { key, of } of TIERS) sums[key] = caches.reduce((sum, cache) => sum + of(cache), 0);
  sums.calls = TIERS.reduce((sum, { key }) => sum + sums[key], 0);
  sums.hits = sums.calls - sums.loader;
  return sums;
}

/** Caches of several instances, those of one name made one. */
export function merged(snapshots) {
  const byName = new Map();
  for (const cache of snapshots.flatMap((snapshot) => snapshot.caches)) {
    const sum = byName.get(cache.name);
    if (!sum) {
      byName.set(cache.name, { ...cache });
      continue;
    }
    for (const [field, value] of Object.entries(cache)) {
      if (typeof value === 'number') sum[field] += value;
    }
  }
  return [...byName.values()].sort((one, other) => one.name.localeCompare(other.name));
}
