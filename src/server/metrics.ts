import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the process counts, for Prometheus. */
export class Metrics {
  readonly registry = new Registry();
  /** Turns by how the conversation stood after them. */
  readonly turns = new Counter({ name: 'shebao_turns_total', help: 'Turns answered', labelNames: ['outcome'], registers: [this.registry] });
  readonly turnSeconds = new Histogram({
    name: 'shebao_turn_seconds',
    help: 'Time from a message to its stored replies',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  readonly limited = new Counter({
    name: 'shebao_limited_total',
    help: 'Requests refused for their rate',
    labelNames: ['by'],
    registers: [this.registry],
  });
  readonly reloads = new Counter({
    name: 'shebao_reloads_total',
    help: 'Content reloads',
    labelNames: ['result'],
    registers: [this.registry],
  });
  private readonly requests = new Counter({
    name: 'shebao_requests_total',
    help: 'HTTP requests',
    labelNames: ['method', 'route', 'status'],
    registers: [this.registry],
  });

  /** `streams` counts the open streams. */
  constructor(streams: () => number) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'shebao_streams',
      help: 'Open streams',
      registers: [this.registry],
      collect() {
        this.set(streams());
      },
    });
  }

  /** Counts a request by its route's pattern, of which there are few. */
  count(method: string, route: string, status: number): void {
    this.requests.inc({ method: METHODS.has(method) ? method : 'other', route, status });
  }
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);
