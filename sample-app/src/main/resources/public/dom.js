// Makes elements without HTML in strings: what a server says is always text.

/** An element; attributes whose value is null or false are left out, "on..." are listeners. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export const byId = (id) => document.getElementById(id);

export const fill = (element, ...children) => element.replaceChildren(...children.flat());

/** A small coloured word; the word itself says what the colour does. */
export const badge = (kind, text, title) => el('span', { class: `badge ${kind}`, title }, text);

/** A table that reads well aloud; rows are lists of cells, the first of each being its heading. */
export function table(headings, rows) {
  return el('table', {},
    el('thead', {}, el('tr', {}, headings.map((text) => el('th', { scope: 'col' }, text)))),
    el('tbody', {}, rows.map(([first, ...cells]) =>
      el('tr', {}, el('th', { scope: 'row' }, first), cells.map((cell) => el('td', {}, cell))))));
}
