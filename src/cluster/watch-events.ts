import { isRecord } from '../gateway/shape.ts'
import { BadAnswer, statusError } from './api-error.ts'
import { refusal } from './get-json.ts'
import { Patience } from './patience.ts'
import type { Timing } from './timing.ts'
import type { Transport } from './transport.ts'
import { lines } from './watch-lines.ts'

/** Above what etcd can hold of one object (1.5 MiB) even when every byte is escaped. */
const LONGEST_LINE = 16 * 1024 * 1024

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'
  readonly object: unknown
}

const TYPES: ReadonlySet<unknown> = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK'])

/**
 * One watch, event by event, until the server ends it. Throws ApiError for a refusal and for an ERROR event, BadAnswer for a line that
 * is no event, and the transport's error or the silence that `timing.idle` bounds. `opened` is called when the server has accepted it.
 */
export async function* watchEvents(
  transport: Transport,
  path: string,
  accept: string,
  timing: Timing,
  signal: AbortSignal,
  opened: () => void,
): AsyncGenerator<WatchEvent> {
  const patience = new Patience(timing.idle, signal)
  try {
    const response = await transport.request({ method: 'GET', path, headers: { accept }, signal: patience.signal })
    patience.heard()
    if (response.status >= 400) throw await refusal(response, timing, patience)
    opened()
    try {
      for await (const line of lines(heard(response.body, patience), LONGEST_LINE)) yield parse(line)
    } finally {
      response.body.cancel()
    }
  } finally {
    patience.end()
  }
}

async function* heard(body: AsyncIterable<Uint8Array>, patience: Patience): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    patience.heard()
    yield chunk
  }
}

function parse(line: string): WatchEvent {
  let event: unknown
  try {
    event = JSON.parse(line)
  } catch (error) {
    throw new BadAnswer(`the watch sent a line that is not JSON: ${(error as Error).message}`)
  }
  if (isRecord(event) && event.type === 'ERROR') {
    const code = isRecord(event.object) && typeof event.object.code === 'number' ? event.object.code : 500
    throw statusError(code, event.object)
  }
  if (!isRecord(event) || !TYPES.has(event.type)) throw new BadAnswer('the watch sent a line that is not a watch event')
  return { type: event.type as WatchEvent['type'], object: event.object }
}
