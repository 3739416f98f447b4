import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import type { Logger } from 'pino'
import type { Contradiction } from '../gateway/ports.ts'
import { exchangeJson, refusal } from './json-exchange.ts'
import type { Transport } from './transport.ts'

/** More than these do not wait to be written. */
const MOST_WAITING = 100
/** The limits of events.k8s.io/v1: a note in bytes, a name as of any object. */
const LONGEST_NOTE = 1024
const LONGEST_NAME = 253
const REASON = 'ContradictionAdmitted'

/**
 * Writes Events (events.k8s.io/v1, type Warning) on objects that were admitted and contradict others, one after the other. Whatever fails is
 * logged once, until one is written again. The name of an Event follows from what it says, so that of several replicas only one writes it.
 */
export class EventRecorder {
  readonly #transport: Transport
  readonly #logger: Logger
  readonly #stop = new AbortController()
  readonly #waiting: Contradiction[] = []
  #writing: Promise<void> | undefined
  #troubled = false

  constructor(transport: Transport, logger: Logger) {
    this.#transport = transport
    this.#logger = logger
  }

  /** Returns at once and never throws. */
  record(contradiction: Contradiction): void {
    if (this.#stop.signal.aborted) return
    if (this.#waiting.length >= MOST_WAITING) {
      this.#failed(new Error(`more than ${MOST_WAITING} wait to be written`))
      return
    }
    this.#waiting.push(contradiction)
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined
    })
  }

  /** Gives up what is not written yet. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('stopped'))
    await this.#writing
  }

  async #write(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      try {
        await this.#create(next)
        this.#troubled = false
      } catch (error) {
        if (this.#stop.signal.aborted) return
        this.#failed(error)
      }
    }
  }

  async #create(contradiction: Contradiction): Promise<void> {
    const event = eventOf(contradiction)
    const path = `/apis/events.k8s.io/v1/namespaces/${encodeURIComponent(event.metadata.namespace)}/events`
    const headers = { accept: 'application/json', 'content-type': 'application/json' }
    const answer = await exchangeJson(this.#transport, { method: 'POST', path, headers, body: JSON.stringify(event), signal: this.#stop.signal })
    // 409: another replica has said it.
    if (answer.status < 300 || answer.status === 409) return
    const advice = answer.status === 403 ? ' (overlay events brings the right to create Events)' : ''
    throw new Error(refusal(answer, 'create an Event').message + advice)
  }

  #failed(error: unknown): void {
    this.#logger[this.#troubled ? 'debug' : 'warn']({ err: error }, 'an Event on an admitted contradiction was not written')
    this.#troubled = true
  }
}

function eventOf({ kind, object, rule, message }: Contradiction) {
  const { name, uid, resourceVersion } = object.metadata
  const namespace = object.metadata.namespace
  const suffix = createHash('sha256').update(`${uid} ${rule} ${message}`).digest('hex').slice(0, 16)
  return {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    // On an object of no namespace Events live in "default".
    metadata: { namespace: namespace ?? 'default', name: `${name.slice(0, LONGEST_NAME - suffix.length - 1).replace(/[^a-z0-9]+$/, '')}.${suffix}` },
    type: 'Warning',
    reason: REASON,
    action: 'CheckAgain',
    note: shortened(`[${rule}] ${message}`),
    // A MicroTime has six digits.
    eventTime: new Date().toISOString().replace('Z', '000Z'),
    reportingController: 'portcullis.dev/portcullis',
    reportingInstance: hostname().slice(0, 128) || 'portcullis',
    regarding: {
      apiVersion: object.apiVersion,
      kind,
      name,
      ...(namespace !== undefined && { namespace }),
      ...(uid !== undefined && { uid }),
      ...(resourceVersion !== undefined && { resourceVersion }),
    },
  }
}

function shortened(text: string): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= LONGEST_NOTE) return text
  // A character that is cut in two is dropped.
  return `${new TextDecoder('utf-8').decode(bytes.subarray(0, LONGEST_NOTE - 6)).replace(/\uFFFD+$/, '')}…`
}
