import { Backoff } from './backoff.js';

/** So long without a beat, and an instance counts as silent. Its beat is one second. */
const SILENCE = 3500;

/** One instance as this page knows it: its latest snapshot, and since when there is none. */
class Instance {
  constructor({ name, url, self }) {
    this.name = name;
    this.self = self;
    // The page may have been opened by another name of the same machine than the list has.
    this.url = self ? location.origin : url;
    this.snapshot = null;
    this.heardAt = null;
    this.failed = false;
    this.opened = Date.now();
    this.backoff = new Backoff();
  }

  get live() {
    return this.heardAt !== null && Date.now() - this.heardAt < SILENCE;
  }

  /** Whether it is too early to say that it does not answer. */
  get connecting() {
    return this.heardAt === null && !this.failed && Date.now() - this.opened < SILENCE;
  }

  /** Why there are no figures, in words; null where there are. */
  get trouble() {
    if (this.connecting) return 'connecting';
    if (!this.live) {
      return this.heardAt === null
        ? `no data since this page was opened (${clock(this.opened)})`
        : `no data since ${clock(this.heardAt)}`;
    }
    return this.snapshot.agent ? null : 'agent not attached';
  }

  follow() {
    const source = new EventSource(`${this.url}/api/live`);
    source.onmessage = (event) => {
      this.snapshot = JSON.parse(event.data);
      this.heardAt = Date.now();
      this.backoff.reset();
    };
    source.onerror = () => {
      // The browser's own retry gives up for good on some failures, and has no backoff: ours does.
      source.close();
      this.failed = true;
      setTimeout(() => this.follow(), this.backoff.next());
    };
  }

  /** JSON of this instance; fails with the sentence that the instance said, or with one of ours. */
  async fetch(path, options = {}) {
    let response;
    try {
      response = await fetch(this.url + path, { signal: AbortSignal.timeout(15_000), ...options });
    } catch {
      throw new Error(`${this.name} does not answer.`);
    }
    const body = await response.json().catch(() => null);
    if (!response.ok) {
      throw Object.assign(new Error(body?.message ?? `${this.name} answered ${response.status}.`), { status: response.status });
    }
    return body;
  }
}

const clock = (moment) => new Date(moment).toLocaleTimeString('en-GB');

/** All instances that the one that served this page knows, itself first. Tries until it is told. */
export async function findInstances(onWait) {
  const backoff = new Backoff();
  for (;;) {
    try {
      const listed = await (await fetch('/api/instances')).json();
      return listed.map((each) => new Instance(each)).sort((one, other) => other.self - one.self);
    } catch {
      onWait();
      await new Promise((done) => setTimeout(done, backoff.next()));
    }
  }
}
