import { BadAnswer, statusError } from './api-error.ts'
import { Patience } from './patience.ts'
import type { Timing } from './timing.ts'
import type { ApiResponse, Transport } from './transport.ts'

const LARGEST_ANSWER = 256 * 1024 * 1024

/** One GET read to its end as JSON. Rejects with ApiError for 400 and above, BadAnswer for what is no JSON, or the transport's error. */
export async function getJson(transport: Transport, path: string, accept: string, timing: Timing, signal: AbortSignal): Promise<unknown> {
  const patience = new Patience(timing.answer, signal)
  try {
    const response = await transport.request({ method: 'GET', path, headers: { accept }, signal: patience.signal })
    patience.heard()
    if (response.status >= 400) throw await refusal(response, timing, patience)
    const body = await readText(response, LARGEST_ANSWER, patience)
    try {
      return JSON.parse(body)
    } catch (error) {
      throw new BadAnswer(`the answer to GET ${path} is not JSON: ${(error as Error).message}`)
    }
  } finally {
    patience.end()
  }
}

/** The error that an answer of 400 and above stands for; reads or cancels its body. */
export async function refusal(response: ApiResponse, timing: Timing, patience: Patience): Promise<Error> {
  const body = await readText(response, 1024 * 1024, patience)
  let status: unknown = body
  try {
    status = JSON.parse(body)
  } catch {
    // A proxy before the API server may answer in plain text or HTML.
  }
  return statusError(response.status, status, response.headers['retry-after'], timing.now())
}

async function readText(response: ApiResponse, limit: number, patience: Patience): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    patience.heard()
    size += chunk.length
    if (size > limit) {
      response.body.cancel()
      throw new BadAnswer(`an answer of the API server is larger than ${limit} bytes`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
