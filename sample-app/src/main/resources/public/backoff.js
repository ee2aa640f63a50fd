/** Waits for a retry: twice as long each time, to a limit, and never in step with other pages (full jitter). */
export class Backoff {
  constructor(first = 500, limit = 15_000) {
    this.first = first;
    this.limit = limit;
    this.reset();
  }

  reset() {
    this.ceiling = this.first;
  }

  next() {
    const wait = this.first / 2 + Math.random() * this.ceiling;
    this.ceiling = Math.min(this.limit, 2 * this.ceiling);
    return wait;
  }
}
