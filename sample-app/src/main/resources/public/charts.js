import uPlot from '/webjars/uplot/uPlot.esm.js';
import { TIERS } from './tiers.js';
import { percent, rate } from './format.js';

const HEIGHT = 220;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const axis = (more) => ({ stroke: colour('muted'), grid: { stroke: colour('line'), width: 1 }, ticks: { show: false }, font: '12px system-ui', ...more });

const clock = (plot, ticks) => ticks.map((at) => new Date(at * 1000).toLocaleTimeString('en-GB'));

function options(element, series, values, range) {
  return {
    width: Math.max(200, element.clientWidth),
    height: HEIGHT,
    cursor: { points: { show: false }, drag: { x: false, y: false } },
    legend: { live: true },
    scales: { x: { time: true }, y: { range } },
    axes: [axis({ values: clock, space: 90 }), axis({ values, size: 56 })],
    series: [{ label: 'time', value: (plot, at) => (at === null ? '–' : new Date(at * 1000).toLocaleTimeString('en-GB')) }, ...series],
  };
}

/** A chart that keeps to its element's width and to the colours of the scheme. */
class Chart {
  constructor(element, build) {
    this.element = element;
    this.build = build;
    this.data = [[]];
    new ResizeObserver(() => this.plot?.setSize({ width: Math.max(200, element.clientWidth), height: HEIGHT })).observe(element);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.rebuild());
  }

  rebuild() {
    this.plot?.destroy();
    this.plot = new uPlot(this.build(this.element), this.data, this.element);
  }

  show(data, text) {
    this.data = data;
    if (this.plot) this.plot.setData(data);
    else this.rebuild();
    this.element.setAttribute('aria-label', text);
  }
}

/** Areas on top of each other: L1 at the bottom, the loader on top. */
export function mixChart(element) {
  // Drawn from the top down: each area reaches to the bottom, and the next covers its lower part.
  const order = [...TIERS].reverse();
  const chart = new Chart(element, (target) => options(target,
    order.map(({ key, name }, index) => ({
      label: name,
      stroke: colour(key),
      fill: colour(key),
      width: 0,
      points: { show: false },
      // The height is a sum; what the legend says is the tier's own.
      value: (plot, sum, series, at) => own(plot, order, index, at),
    })),
    (plot, ticks) => ticks.map((tick) => `${rate(tick)}/s`),
    (plot, min, max) => [0, Math.max(1, (max ?? 0) * 1.1)]));
  return (series) => {
    const sums = series.times.map(() => 0);
    const stacked = TIERS.map(({ key }) => series.rates(key).map((value, at) => (value === null ? null : (sums[at] += value))));
    const last = series.points.at(-1)?.rates;
    chart.show([series.times, ...stacked.reverse()], last
      ? `Calls each second now: ${TIERS.map(({ key, name }) => `${name} ${rate(last[key])}`).join(', ')}`
      : 'Calls each second by tier: no data now');
  };
}

function own(plot, order, index, at) {
  if (at === null || at === undefined) return '–';
  const height = plot.data[index + 1][at];
  const below = index + 1 < order.length ? plot.data[index + 2][at] : 0;
  return height === null || height === undefined ? '–' : rate(height - below);
}

export function rateChart(element) {
  const line = (label, name) => ({
    label,
    stroke: colour(name),
    width: 2,
    points: { show: false },
    value: (plot, share) => percent(share),
  });
  const chart = new Chart(element, (target) => options(target,
    [line('all tiers', 'accent'), line('L1', 'l1')],
    (plot, ticks) => ticks.map((tick) => `${Math.round(100 * tick)} %`),
    () => [0, 1.02]));
  return (series) => {
    const all = series.shares(['l1', 'l2', 'stale', 'joined']);
    const l1 = series.shares(['l1']);
    chart.show([series.times, all, l1], `Hit rate of the last ten seconds: ${percent(all.at(-1))}, of L1 alone ${percent(l1.at(-1))}`);
  };
}
