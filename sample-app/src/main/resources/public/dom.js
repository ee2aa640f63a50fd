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

/** Makes an element's children those, and touches only what differs: a selection in it stays, and so does the focus. */
export function update(element, ...children) {
  const wanted = children.flat().filter((child) => child !== null && child !== undefined);
  wanted.forEach((child, at) => {
    const present = element.childNodes[at];
    if (present) become(present, child);
    else element.append(child);
  });
  while (element.childNodes.length > wanted.length) element.lastChild.remove();
}

function become(present, wanted) {
  if (present.nodeName !== wanted.nodeName) {
    present.replaceWith(wanted);
  } else if (present instanceof Text) {
    if (present.data !== wanted.data) present.data = wanted.data;
  } else {
    for (const { name } of [...present.attributes]) if (!wanted.hasAttribute(name)) present.removeAttribute(name);
    for (const { name, value } of wanted.attributes) if (present.getAttribute(name) !== value) present.setAttribute(name, value);
    update(present, ...wanted.childNodes);
  }
}

/** A small coloured word; the word itself says what the colour does. */
export const badge = (kind, text, title) => el('span', { class: `badge ${kind}`, title }, text);

/** A table that reads well aloud; rows are lists of cells, the first of each being its heading. */
export function table(headings, rows) {
  return el('table', {},
    el('thead', {}, el('tr', {}, headings.map((text) => el('th', { scope: 'col' }, text)))),
    el('tbody', {}, rows.map(([first, ...cells]) =>
      el('tr', {}, el('th', { scope: 'row' }, first), cells.map((cell) => el('td', {}, cell))))));
}
