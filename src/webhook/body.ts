import type { IncomingMessage } from 'node:http'
import type { Load, Ticket } from './load.ts'
import { Unusable } from './status.ts'

/** An UPDATE carries object and oldObject of up to 3 MiB each and the envelope; controller-runtime allows as much. */
export const BODY_LIMIT = 7 * 1024 * 1024

/**
 * Reads a body whole. One that is too large is read to its end without being kept, so that the caller has written it all and sees the
 * answer instead of a reset connection; beyond twice the limit the connection ends at once.
 */
export function readBody(raw: IncomingMessage, limit: number, load: Load, ticket: Ticket, done: (error: Error | null, body?: Buffer) => void): void {
  const tooLarge = (close: boolean) => new Unusable(413, 'too_large', `the body is larger than ${limit} bytes`, close)
  if (Number(raw.headers['content-length']) > 2 * limit) {
    done(tooLarge(true))
    return
  }
  let chunks: Buffer[] = []
  let size = 0

  const finish = (error: Error | null, body?: Buffer) => {
    raw.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone)
    // Without a listener the reset of a given-up connection would be an uncaught error.
    if (error) raw.on('error', () => undefined)
    ticket.abort = undefined
    done(error, body)
  }
  const onData = (chunk: Buffer) => {
    size += chunk.length
    if (size > 2 * limit) return finish(tooLarge(true))
    if (size > limit) {
      chunks = []
      return
    }
    chunks.push(chunk)
    load.received(ticket, chunk.length)
  }
  const onEnd = () => {
    if (size > limit) return finish(tooLarge(false))
    finish(null, chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size))
  }
  const onGone = () => finish(new Unusable(400, 'aborted', 'the connection ended before the body was complete', true))
  ticket.abort = () => finish(new Unusable(408, 'stalled', 'the body did not arrive in time, and others are waiting', true))
  raw.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone)
}
