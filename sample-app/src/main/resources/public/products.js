import { badge, byId, el, fill } from './dom.js';
import { millis } from './format.js';

const PERIOD = 2000;
const TIER_KINDS = { L1: 'l1', L2: 'l2', stale: 'stale', loader: 'loader' };

/** The products as every instance answers them, each row to be changed on the instance that is chosen. */
export class Products {
  constructor(instances) {
    this.instances = instances;
    this.answers = new Map();
    this.rows = new Map();
    fill(byId('target'), instances.map((each, index) => el('option', { value: index }, each.name)));
    this.body = el('tbody');
    this.heads = instances.map((each) => el('th', { scope: 'col' }, each.name));
    fill(byId('products'), el('table', { class: 'products' },
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Name'), el('th', { scope: 'col' }, 'Price'),
        el('th', { scope: 'col' }, el('span', { class: 'unseen' }, 'Save')), this.heads)),
      this.body));
    setInterval(() => byId('reading').checked && !document.hidden && this.read(), PERIOD);
    this.read();
  }

  /** Reads the list on every instance; those that do not answer keep what they said, and it is said that they do not. */
  async read() {
    await Promise.all(this.instances.map(async (instance, index) => {
      if (instance.reading) return;
      instance.reading = true;
      try {
        const answer = await instance.fetch('/api/products');
        this.answers.set(instance, new Map(answer.data.map((product) => [product.id, product])));
        fill(this.heads[index], instance.name, ' ', badge(TIER_KINDS[answer.tier] ?? 'off', answer.tier, 'who answered'), el('small', {}, ` ${millis(answer.tookMillis)}`));
      } catch {
        fill(this.heads[index], instance.name, ' ', badge('bad', 'no answer'));
      } finally {
        instance.reading = false;
      }
      this.show();
    }));
  }

  show() {
    const ids = new Set([...this.answers.values()].flatMap((each) => [...each.keys()]));
    for (const [id, row] of this.rows) {
      if (!ids.has(id)) {
        row.element.remove();
        this.rows.delete(id);
      }
    }
    for (const id of [...ids].sort((one, other) => one - other).slice(0, 50)) {
      if (!this.rows.has(id)) this.add(id);
      this.rows.get(id).show(this.instances.map((each) => this.answers.get(each)?.get(id)));
    }
  }

  add(id) {
    const row = new Row(id, this.instances, (change) => this.save(id, change));
    this.rows.set(id, row);
    this.body.append(row.element);
  }

  async save(id, change) {
    const target = this.instances[byId('target').value];
    try {
      await target.fetch(`/api/products/${id}`, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(change) });
      this.say('', `Product ${id} was changed on ${target.name}.`);
      await this.read();
      return true;
    } catch (failure) {
      this.say('trouble', failure.message);
      return false;
    }
  }

  say(kind, text) {
    byId('products-message').className = `message ${kind}`;
    byId('products-message').textContent = text;
  }
}

/** One product: two fields, and what each instance says of it. */
class Row {
  constructor(id, instances, save) {
    this.touched = false;
    const touch = () => { this.touched = true; this.button.disabled = false; };
    this.name = el('input', { 'aria-label': `Name of product ${id}`, maxlength: 120, oninput: touch });
    this.price = el('input', { 'aria-label': `Price of product ${id}`, inputmode: 'decimal', class: 'price', oninput: touch });
    this.button = el('button', { 'aria-label': `Save product ${id}`, disabled: true }, 'Save');
    this.cells = instances.map((each) => el('td', { 'data-instance': each.name, 'data-label': each.name }));
    const submit = async () => {
      if (!this.touched) return;
      // A button that is disabled gives the keyboard's focus away.
      if (document.activeElement === this.button) this.price.focus();
      this.button.disabled = true;
      this.touched = !(await save({ name: this.name.value, price: number(this.price.value) }));
      this.button.disabled = !this.touched;
    };
    this.button.addEventListener('click', submit);
    const enter = (event) => event.key === 'Enter' && submit();
    this.name.addEventListener('keydown', enter);
    this.price.addEventListener('keydown', enter);
    this.element = el('tr', { 'data-product': id }, el('td', {}, this.name), el('td', {}, this.price), el('td', {}, this.button), this.cells);
  }

  /** What somebody is typing is left alone. */
  show(products) {
    const first = products.find((product) => product);
    if (first && !this.touched && !this.element.contains(document.activeElement)) {
      this.name.value = first.name;
      this.price.value = first.price.toFixed(2);
    }
    const texts = products.map((product) => (product ? `${product.name}, ${product.price.toFixed(2)}` : '–'));
    const differ = new Set(texts.filter((text) => text !== '–')).size > 1;
    this.cells.forEach((cell, index) => {
      if (cell.textContent !== texts[index]) {
        const known = cell.textContent && cell.textContent !== '–';
        cell.textContent = texts[index];
        // Begins again although it may still run: the class is taken off, and the layout asked for in between.
        cell.classList.remove('arrived');
        if (known && cell.offsetWidth) cell.classList.add('arrived');
      }
      cell.classList.toggle('differs', differ);
    });
  }
}

/** Null where it is none, which the application refuses in words: an empty field is no zero. */
function number(text) {
  const value = Number(text.replace(',', '.'));
  return text.trim() === '' || Number.isNaN(value) ? null : value;
}
