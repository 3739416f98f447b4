import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type Counter, type Histogram, Registry } from './registry.ts'

/** How one kind stands in the cluster cache, at a scrape. Times are in seconds; what is undefined has no series. */
export interface KindStatus {
  readonly kind: string
  /** `waiting`, `listed`, `absent` (no such CRD) or `forbidden`. */
  readonly state: string
  readonly objects: number
  readonly watched?: boolean
  /** Since the last event, bookmark or list: the cache is no older. */
  readonly age?: number
  readonly lastEventAge?: number
  readonly lastListAge?: number
  readonly relists?: number
  readonly reconnects?: number
  readonly drift?: number
  readonly errors?: number
}

export interface Metrics {
  readonly registry: Registry
  /** webhook, operation, kind, decision (allowed, denied, patched, passed, malformed, fault), dry_run. */
  readonly requests: Counter
  /** From the headers of a request to its answer. */
  readonly duration: Histogram
  readonly shed: Counter
  readonly faults: Counter
  /** Requests that held no usable review, by reason. */
  readonly unusable: Counter
  /** Objects that were admitted although they contradict another, by rule: both were reviewed at one time, by two replicas. */
  readonly contradictions: Counter
  /** By rule and decision; dry runs are not counted. */
  readonly findings: Counter
  inFlight(read: () => number): void
  certificate(notAfter: () => Date | undefined): void
  cacheStatus(read: () => readonly KindStatus[]): void
  /** Which implementation entries count, and whether they were configured or detected. */
  implementations(read: () => readonly { readonly entry: string; readonly source: string }[]): void
  /** Ends the measuring of the event loop. */
  stop(): void
}

const DURATION_BOUNDS = [0.00025, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.125, 0.25, 0.5, 1, 2.5, 5, 10]
const NANOSECONDS = 1e9

export function createMetrics(version: string): Metrics {
  const registry = new Registry()
  registry.gauge('portcullis_build_info', 'Version of Portcullis and of Node.js', ['version', 'node']).set(1, [version, process.versions.node])
  const metrics = {
    registry,
    requests: registry.counter('portcullis_admission_requests_total', 'Admission reviews answered', [
      'webhook',
      'operation',
      'kind',
      'decision',
      'dry_run',
    ]),
    duration: registry.histogram('portcullis_admission_duration_seconds', 'From the headers of a review to its answer', DURATION_BOUNDS, ['webhook']),
    shed: registry.counter('portcullis_admission_shed_total', 'Reviews answered with 429 because too many were waiting'),
    faults: registry.counter('portcullis_admission_faults_total', 'Reviews answered with 500 because deciding failed', ['webhook']),
    unusable: registry.counter('portcullis_admission_unusable_total', 'Requests without a usable review', ['reason']),
    contradictions: registry.counter('portcullis_contradictions_admitted_total', 'Objects admitted at the same time as what they contradict', [
      'rule',
    ]),
    findings: registry.counter('portcullis_findings_total', 'Findings told to users, dry runs excepted', ['rule', 'decision']),
  }
  return {
    ...metrics,
    inFlight(read) {
      const gauge = registry.gauge('portcullis_admission_in_flight', 'Reviews between their headers and their answer')
      registry.onCollect(() => gauge.set(read()))
    },
    certificate(notAfter) {
      const gauge = registry.gauge('portcullis_certificate_not_after_seconds', 'When the serving certificate ends, in Unix time')
      registry.onCollect(() => {
        const end = notAfter()
        if (end) gauge.set(end.getTime() / 1000)
      })
    },
    cacheStatus: (read) => cacheStatus(registry, read),
    implementations(read) {
      const gauge = registry.gauge('portcullis_implementation_info', 'Implementation entries that count', ['entry', 'source'])
      registry.onCollect(() => {
        gauge.clear()
        for (const { entry, source } of read()) gauge.set(1, [entry, source])
      })
    },
    stop: eventLoopDelay(registry),
  }
}

function cacheStatus(registry: Registry, read: () => readonly KindStatus[]): void {
  const gauge = (name: string, help: string, labels = ['kind']) => registry.gauge(`portcullis_cache_${name}`, help, labels)
  const total = (name: string, help: string) => registry.counter(`portcullis_cache_${name}_total`, help, ['kind'])
  const state = gauge('state', 'State of a kind in the cluster cache: 1 for the one it is in', ['kind', 'state'])
  const families = {
    objects: gauge('objects', 'Objects of a kind in the cluster cache'),
    watched: gauge('watched', 'Whether a watch of a kind is open: 0 is a cache that only ages'),
    age: gauge('age_seconds', 'Since the last event, bookmark or list of a kind, or since it was last found not to be served: the cache is no older'),
    lastEventAge: gauge('last_event_age_seconds', 'Since an object of a kind was last seen to change'),
    lastListAge: gauge('last_list_age_seconds', 'Since the last whole list of a kind'),
    relists: total('relists', 'Whole lists of a kind after the first'),
    reconnects: total('reconnects', 'Watches of a kind after the first'),
    drift: total('drift', 'Objects of a kind that a later list showed otherwise than the watch had told'),
    errors: total('errors', 'Failed lists and watches of a kind'),
  }
  registry.onCollect(() => {
    for (const family of [state, ...Object.values(families)]) family.clear()
    for (const status of read()) {
      state.set(1, [status.kind, status.state])
      for (const [field, family] of Object.entries(families)) {
        const value = status[field as keyof typeof families]
        if (value !== undefined) family.set(Number(value), [status.kind])
      }
    }
  })
}

function eventLoopDelay(registry: Registry): () => void {
  const measured = monitorEventLoopDelay({ resolution: 20 })
  measured.enable()
  const gauge = registry.gauge('portcullis_event_loop_delay_seconds', 'Delay of the event loop since the last scrape', ['quantile'])
  registry.onCollect(() => {
    for (const quantile of [50, 99, 100]) gauge.set(measured.percentile(quantile) / NANOSECONDS, [String(quantile / 100)])
    measured.reset()
  })
  return () => measured.disable()
}
