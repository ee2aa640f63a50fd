import { TIERS, counts } from './tiers.js';

const LENGTH = 180; // seconds shown
const WINDOW = 10; // seconds that a hit rate is of

/**
 * The last minutes, second by second. Counts only grow, so two of them make a rate; where an instance restarted, or said
 * nothing, there is no rate, and the line has a gap instead of a zero.
 */
export class Series {
  constructor() {
    this.points = [];
    this.latest = new Map();
  }

  /** Takes the present state of all instances; to be called once a second. */
  beat(instances) {
    const rates = instances.map((each) => this.ratesOf(each)).filter((each) => each);
    const total = Object.fromEntries(TIERS.map(({ key }) => [key, rates.reduce((sum, each) => sum + each[key], 0)]));
    this.points.push({ at: Date.now() / 1000, rates: rates.length ? total : null });
    if (this.points.length > LENGTH) this.points.shift();
  }

  /** Calls each second of one instance between its latest two snapshots; null where there are not two. */
  ratesOf(instance) {
    if (!instance.live || !instance.snapshot.agent) {
      this.latest.delete(instance);
      return null;
    }
    const at = Date.parse(instance.snapshot.at);
    const before = this.latest.get(instance);
    // Its beat is not ours: within one of our seconds there may be none of it, and its rate is what it was.
    if (before?.at === at) return before.rates;
    const now = { at, counts: counts(instance.snapshot.caches), rates: null };
    this.latest.set(instance, now);
    if (before && at > before.at && now.counts.calls >= before.counts.calls) {
      const seconds = (at - before.at) / 1000;
      now.rates = Object.fromEntries(TIERS.map(({ key }) => [key, Math.max(0, now.counts[key] - before.counts[key]) / seconds]));
    }
    return now.rates;
  }

  get times() {
    return this.points.map((point) => point.at);
  }

  /** Of one tier, calls each second. */
  rates(key) {
    return this.points.map((point) => (point.rates ? point.rates[key] : null));
  }

  /** The share of the calls of the last seconds that the given tiers answered; null where there were none. */
  shares(keys) {
    return this.points.map((point, index) => (point.rates ? this.share(index, keys) : null));
  }

  share(index, keys) {
    let some = 0;
    let all = 0;
    for (const point of this.points.slice(Math.max(0, index - WINDOW + 1), index + 1)) {
      if (!point.rates) continue;
      for (const { key } of TIERS) {
        all += point.rates[key];
        if (keys.includes(key)) some += point.rates[key];
      }
    }
    return all === 0 ? null : some / all;
  }
}
