import { mixChart, rateChart } from './charts.js';
import { byId } from './dom.js';
import { followEvents } from './events.js';
import { followHistory } from './history.js';
import { findInstances } from './instances.js';
import { offerLab } from './lab.js';
import { offerLook } from './look.js';
import { showInstances } from './nodes.js';
import { say, showCaches, showFigures, showLatencies, showSummary } from './overview.js';
import { Products } from './products.js';
import { Series } from './series.js';

const BEAT = 1000;

const instances = await findInstances(() => say(byId('summary'), 'bad', 'this instance does not answer, trying again ...'));
const self = instances.find((each) => each.self) ?? instances[0];
const series = new Series();
const drawMix = mixChart(byId('mix'));
const drawRate = rateChart(byId('rate'));

/** On a clock of its own: an instance that says nothing has to be seen to say nothing. */
function beat() {
  series.beat(instances);
  show();
}

function show() {
  showSummary(instances);
  showInstances(instances);
  showFigures(instances, series);
  showLatencies(instances);
  showCaches(instances);
  drawMix(series);
  drawRate(series);
}

instances.forEach((each) => each.follow());
setInterval(beat, BEAT);
beat();
offerLook(instances);
const products = new Products(instances);
followEvents(() => products.read());
followHistory(instances);
offerLab(self);
