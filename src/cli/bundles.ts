/** Messages sent at once. More would keep the other thread waiting while they gather. */
export const BUNDLE = 8;

/** Gathers what comes with the same look at the network, or up to {@link BUNDLE}, because each sending costs more than what is sent. */
export class Bundles<T> {
  private gathered: T[] = [];

  constructor(private readonly send: (bundle: readonly T[]) => void) {}

  /** Sends a message with the next bundle; their order stays. */
  add(message: T): void {
    this.gathered.push(message);
    if (this.gathered.length >= BUNDLE) this.flush();
    else if (this.gathered.length === 1) {
      setImmediate(() => {
        this.flush();
      });
    }
  }

  private flush(): void {
    if (this.gathered.length === 0) return;
    const bundle = this.gathered;
    this.gathered = [];
    this.send(bundle);
  }
}
