const reasons: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  408: 'Timeout',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
}

/** The body of every answer that is no review: the caller's own error type, so that it shows the message instead of the bytes. */
export function statusBody(code: number, message: string): string {
  return JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason: reasons[code] ?? 'Unknown', code })
}

export type UnusableReason = 'empty' | 'media_type' | 'too_large' | 'aborted' | 'stalled' | 'malformed'

/** A request that cannot be answered with a review, because none with a uid could be read from it. */
export class Unusable extends Error {
  readonly statusCode: number
  readonly reason: UnusableReason
  /** Whether the rest of the request is not worth reading, so that the connection ends with the answer. */
  readonly close: boolean

  constructor(statusCode: number, reason: UnusableReason, message: string, close = false) {
    super(message)
    this.statusCode = statusCode
    this.reason = reason
    this.close = close
  }
}
