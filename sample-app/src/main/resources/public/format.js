// Numbers and times as people read them. What is not known is a dash, never a zero.

const NONE = '–';
const whole = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

const known = (value) => value !== null && value !== undefined && Number.isFinite(value);

export const count = (value) => (known(value) ? whole.format(value) : NONE);

export const short = (value) => (known(value) ? (value < 10_000 ? whole.format(Math.round(value)) : compact.format(value)) : NONE);

/** Rounded down: 100 % is said of nothing less. */
export const percent = (share) => (known(share) ? `${(Math.floor(1000 * share) / 10).toFixed(share === 1 || share === 0 ? 0 : 1)} %` : NONE);

export const rate = (value) => (known(value) ? (value < 10 ? value.toFixed(1) : short(value)) : NONE);

export function millis(value) {
  if (!known(value)) return NONE;
  if (value < 1) return `${Math.round(1000 * value)} µs`;
  if (value < 10) return `${value.toFixed(1)} ms`;
  if (value < 1000) return `${Math.round(value)} ms`;
  return span(value);
}

export function span(value) {
  if (!known(value)) return NONE;
  if (value < 60_000) return `${(value / 1000).toFixed(1)} s`;
  if (value < 3_600_000) return `${(value / 60_000).toFixed(1)} min`;
  return `${(value / 3_600_000).toFixed(1)} h`;
}

export const time = (moment) => (moment ? new Date(moment).toLocaleTimeString('en-GB') : NONE);
