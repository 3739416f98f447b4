import { isRecord, text } from '../gateway/shape.ts'

const LONGEST_WAIT = 120_000

/** What the API server answered instead of what was asked: a status of 400 and above, or an ERROR event in a watch. */
export class ApiError extends Error {
  readonly status: number
  /** Of the Status object: `Expired`, `Forbidden`, … */
  readonly reason: string | undefined
  /** How long the server asks to be left alone, in ms. */
  readonly retryAfter: number | undefined

  constructor(status: number, message: string, reason?: string, retryAfter?: number) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.reason = reason
    this.retryAfter = retryAfter
  }
}

/** An answer that is not what the protocol promises: half a line, a list without resourceVersion, an object where a Table was asked for. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer'
}

/** Reads a Status object, whole or in an ERROR event. `header` is the Retry-After of the answer: seconds or a date. */
export function statusError(code: number, body: unknown, header?: string, now?: number): ApiError {
  const status = isRecord(body) ? body : {}
  const details = isRecord(status.details) ? status.details : {}
  const reason = text(status.reason)
  const message = text(status.message) ?? (typeof body === 'string' && body.trim() !== '' ? body.trim().slice(0, 200) : `status ${code}`)
  const asked = retryAfter(header, now) ?? (typeof details.retryAfterSeconds === 'number' ? details.retryAfterSeconds * 1000 : undefined)
  return new ApiError(code, `${message} (${code})`, reason, asked === undefined ? undefined : Math.min(asked, LONGEST_WAIT))
}

function retryAfter(header: string | undefined, now = 0): number | undefined {
  if (header === undefined) return undefined
  if (/^[0-9]+$/.test(header.trim())) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
