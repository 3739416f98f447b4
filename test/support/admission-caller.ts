import { Agent, request } from 'node:https'

/**
 * What kube-apiserver does with an answer of a webhook, rebuilt from its sources: `apiserver: pkg/admission/plugin/webhook/request/admissionreview.go`
 * and `.../{validating,mutating}/dispatcher.go`, `client-go: rest/request.go`, `apimachinery: pkg/util/net/http.go`.
 */

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

export interface Target {
  readonly port: number
  readonly ca: string
}

/** A call that the failurePolicy decides about, with the API server's words. */
export class CallError extends Error {}

export type Outcome = { readonly warnings: readonly string[] } & (
  | { readonly allowed: true; readonly object: unknown }
  | { readonly allowed: false; readonly code: number; readonly reason: string; readonly message: string; readonly details: unknown }
)

export function newAgent(ca: string, keepAlive = true): Agent {
  return new Agent({ ca, keepAlive, servername: 'localhost' })
}

export interface CallOptions {
  readonly agent?: Agent
  readonly method?: string
  readonly headers?: Record<string, string>
}

/** One HTTP call, as the API server makes it unless told otherwise. */
export function post(target: Target, path: string, body: string | Buffer, options: CallOptions = {}): Promise<RawAnswer> {
  const agent = options.agent ?? newAgent(target.ca, false)
  const headers = {
    'User-Agent': 'kube-apiserver-admission',
    'Content-Type': 'application/json',
    Accept: 'application/json, */*',
    'Content-Length': String(Buffer.byteLength(body)),
    ...options.headers,
  }
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: target.port, path, method: options.method ?? 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }))
    })
    call.on('error', reject)
    call.end(body)
  })
}

type Sent = { apiVersion: string; request: Record<string, unknown> }

/** Posts a review and judges the answer. @throws CallError where the API server would report a failed call. */
export async function callWebhook(target: Target, path: '/validate' | '/mutate', sent: Sent, options: CallOptions = {}): Promise<Outcome> {
  return judgeAnswer(sent, await post(target, `${path}?timeout=5s`, JSON.stringify(sent), options), path === '/mutate')
}

export function judgeAnswer(sent: Sent, answer: RawAnswer, mutating: boolean): Outcome {
  const received = decodeAnswer(answer)
  const response = received.response
  if (!isRecord(response)) throw invalid('webhook response was absent')
  if (sent.apiVersion === 'admission.k8s.io/v1') {
    if (response.uid !== sent.request.uid) throw invalid(`expected response.uid="${sent.request.uid}", got "${response.uid}"`)
    if (received.kind !== 'AdmissionReview' || received.apiVersion !== sent.apiVersion) {
      throw invalid(`expected webhook response of ${sent.apiVersion}, Kind=AdmissionReview, got ${received.apiVersion}, Kind=${received.kind}`)
    }
  } else if (received.apiVersion !== sent.apiVersion) throw invalid('the answer is of another version than was asked for')
  if (typeof response.allowed !== 'boolean') throw invalid('allowed is no bool')
  const patch = patchOf(response, mutating)
  const warnings = deliver(response.warnings)
  if (!response.allowed) {
    const status = isRecord(response.status) ? response.status : {}
    const code = typeof status.code === 'number' && status.code >= 400 ? status.code : 400
    const said = status.message || status.reason || 'without explanation'
    return { allowed: false, code, reason: String(status.reason ?? ''), message: `denied the request: ${said}`, details: status.details, warnings }
  }
  if (patch.length > 0 && sent.request.operation === 'DELETE') throw new Error('always rejected: a patch on DELETE')
  return { allowed: true, object: patch.length === 0 ? sent.request.object : applyPatch(sent.request.object, patch), warnings }
}

function decodeAnswer({ status, headers, body }: RawAnswer): Record<string, unknown> {
  if (status < 200 || status > 206) throw new CallError(`the server answered ${status}: ${body.toString('utf8').slice(0, 2048)}`)
  if (body.length === 0) throw new CallError('0-length response')
  const type = String(headers['content-type'] ?? 'application/json')
  if (!/^application\/json(; *charset=utf-8)?$/.test(type)) throw new CallError(`no decoder for content type ${type}`)
  if (Number(headers['content-length']) !== body.length) throw new CallError('Content-Length is missing or wrong')
  const decoded: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  if (!isRecord(decoded)) throw new CallError('the answer is no object')
  if (decoded.kind === 'Status') throw new CallError(String(decoded.message))
  return decoded
}

function patchOf(response: Record<string, unknown>, mutating: boolean): PatchStep[] {
  const { patch, patchType } = response
  if (!mutating) {
    if (patch !== undefined || patchType !== undefined) throw invalid('webhook may not return response.patch')
    return []
  }
  if (patch === undefined && patchType === undefined) return []
  if (patch === undefined || patch === '') throw invalid('webhook returned response.patchType but not response.patch')
  if (patchType === undefined) throw invalid('webhook returned response.patch but not response.patchType')
  if (patchType !== 'JSONPatch') throw invalid(`webhook returned invalid response.patchType of "${patchType}"`)
  const text = String(patch)
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('base64') !== text) throw invalid('the patch is no base64')
  const steps: unknown = JSON.parse(bytes.toString('utf8'))
  if (!Array.isArray(steps)) throw invalid('the patch is no JSON Patch document')
  return steps as PatchStep[]
}

interface PatchStep {
  op: string
  path: string
  value?: unknown
}

function applyPatch(object: unknown, steps: readonly PatchStep[]): unknown {
  const result = structuredClone(object)
  for (const { op, path, value } of steps) {
    const keys = path.split('/').slice(1)
    const last = (keys.pop() ?? '').replaceAll('~1', '/').replaceAll('~0', '~')
    let at = result as Record<string, unknown>
    for (const key of keys) {
      at = at[key.replaceAll('~1', '/').replaceAll('~0', '~')] as Record<string, unknown>
      if (at === undefined) throw new Error(`always rejected: ${path} does not apply`)
    }
    if (op === 'add' || (op === 'replace' && last in at)) at[last] = value
    else if (op === 'remove' && last in at) delete at[last]
    else throw new Error(`always rejected: ${op} ${path} does not apply`)
  }
  return result
}

/** What reaches the user of one webhook's warnings: 4096 runes for the whole request, none with a control character. */
export function deliver(warnings: unknown): string[] {
  if (warnings === undefined) return []
  if (!Array.isArray(warnings) || warnings.some((warning) => typeof warning !== 'string')) throw invalid('warnings are no list of strings')
  const clean = (warnings as string[]).filter((warning) => warning.isWellFormed() && !/\p{Cc}/u.test(warning))
  const runes = (text: string) => Array.from(text).length
  if (clean.reduce((sum, warning) => sum + runes(warning), 0) <= 4096) return clean
  let total = 0
  return clean
    .map((warning) => Array.from(warning).slice(0, 256).join(''))
    .filter((warning) => {
      total += runes(warning)
      return total < 4096
    })
}

function invalid(what: string): CallError {
  return new CallError(`received invalid webhook response: ${what}`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
