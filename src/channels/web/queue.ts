/** Runs tasks of one key one after the other, in the order in which they came. */
export class KeyedQueue {
  private readonly last = new Map<string, Promise<unknown>>();
  private waiting = 0;

  /** Number of tasks that have not ended. */
  get size(): number {
    return this.waiting;
  }

  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const mine = before.then(task, task);
    this.last.set(key, mine);
    this.waiting++;
    try {
      return await mine;
    } finally {
      this.waiting--;
      if (this.last.get(key) === mine) this.last.delete(key);
    }
  }
}
