import { isRecord } from '../gateway/shape.ts'
import { BadAnswer, statusError } from './api-error.ts'
import { refusal } from './get-json.ts'
import { Patience } from './patience.ts'
import { nextTurn, type Timing } from './timing.ts'
import type { Transport } from './transport.ts'
import { lines } from './watch-lines.ts'

/** Above what etcd can hold of one object (1.5 MiB) even when every byte is escaped. */
const LONGEST_LINE = 16 * 1024 * 1024
/** After so many bytes others have their turn: in a storm the socket has the next ones ready at once, megabytes of them. */
const TURN = 64 * 1024

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'
  readonly object: unknown
}

const TYPES: ReadonlySet<unknown> = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK'])

/**
 * One watch, event by event, until the server ends it. Throws ApiError for a refusal, BadAnswer for a line that is no event or that breaks the
 * watch off, and the transport's error or the silence that `timing.idle` bounds. `opened` is called when the server has accepted it.
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
  let taken = 0
  for await (const chunk of body) {
    patience.heard()
    yield chunk
    taken += chunk.length
    if (taken < TURN) continue
    taken = 0
    await nextTurn()
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
    const error = statusError(code, event.object)
    // It cannot tell what comes next: an object that it fails to convert or to decrypt, say.
    throw code >= 500 ? new BadAnswer(`the server broke the watch off: ${error.message}`) : error
  }
  if (!isRecord(event) || !TYPES.has(event.type)) throw new BadAnswer('the watch sent a line that is not a watch event')
  return { type: event.type as WatchEvent['type'], object: event.object }
}
