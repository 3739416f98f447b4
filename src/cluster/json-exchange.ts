import type { ApiRequest, Transport } from './transport.ts'

const MOST_BYTES = 8 * 1024 * 1024
const ANSWER_WITHIN = 10_000

export interface JsonAnswer {
  readonly status: number
  /** The parsed body; undefined when it is not JSON. */
  readonly body: unknown
}

/**
 * One exchange with a JSON answer, read to its end: at most 8 MiB, within 10 s. Any status is an answer. Rejects with an error that
 * names the server and the request when none comes.
 */
export async function exchangeJson(transport: Transport, request: ApiRequest): Promise<JsonAnswer> {
  const timeout = AbortSignal.timeout(ANSWER_WITHIN)
  const what = `${request.method} ${request.path.split('?')[0]}`
  try {
    const { status, body } = await transport.request({ ...request, signal: AbortSignal.any([request.signal, timeout]) })
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of body) {
      size += chunk.byteLength
      if (size > MOST_BYTES) {
        body.cancel()
        throw new Error(`the answer of ${transport.server} to ${what} is larger than 8 MiB`)
      }
      chunks.push(chunk)
    }
    return { status, body: parsed(Buffer.concat(chunks).toString('utf8')) }
  } catch (cause) {
    if (timeout.aborted) throw new Error(`no answer from ${transport.server} to ${what} within ${ANSWER_WITHIN / 1000} s`, { cause })
    throw cause
  }
}

/** The error for an answer that is a refusal, in the API server's own words. */
export function refusal(answer: JsonAnswer, action: string): Error {
  const { message } = (answer.body ?? {}) as { message?: unknown }
  const said = typeof message === 'string' ? `: ${message}` : answer.body === undefined ? ' with something that is no JSON' : ''
  return new Error(`cannot ${action}: the API server answered ${answer.status}${said}`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
