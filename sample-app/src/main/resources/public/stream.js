/** Posts, and calls back with each Server-Sent Event of the answer; EventSource can only GET. */
export async function streamed(url, onEvent) {
  const response = await fetch(url, { method: 'POST' });
  if (!response.ok) {
    const body = await response.json().catch(() => null);
    throw new Error(body?.message ?? `The application answered ${response.status}.`);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    blocks.forEach((block) => told(block, onEvent));
  }
}

function told(block, onEvent) {
  const fields = block.split(/\r?\n/).map((line) => /^(\w+): ?(.*)$/.exec(line)).filter((field) => field);
  const data = fields.filter(([, name]) => name === 'data').map(([, , text]) => text).join('\n');
  const event = fields.find(([, name]) => name === 'event')?.[2];
  if (!data) return;
  let parsed = data;
  try {
    parsed = JSON.parse(data);
  } catch {
    // A plain text is as good.
  }
  onEvent(event ?? parsed.type ?? 'progress', parsed);
}
