import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowed, badRequest } from '../../src/webhook/response.ts'
import { decode } from '../../src/webhook/review.ts'
import { Unusable } from '../../src/webhook/status.ts'
import { judgeAnswer } from '../support/admission-caller.ts'
import { gateway, review } from '../support/reviews.ts'

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value))

/** What decoding came to, with the rules that hold for every body. */
function outcomeOf(body: Buffer): string {
  let decoded: ReturnType<typeof decode>
  try {
    decoded = decode(body)
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    expect(error.statusCode).toBe(400)
    expect(error.message).not.toMatch(/\p{Cc}/u)
    expect(error.message.length).toBeLessThan(300)
    return 'unusable'
  }
  const { envelope } = decoded
  const sent = { apiVersion: envelope.apiVersion, request: { uid: envelope.uid.toWellFormed(), operation: envelope.operation, object: null } }
  const text = Buffer.from(decoded.outcome === 'malformed' ? badRequest(envelope, decoded.message) : allowed(envelope))
  const headers = { 'content-type': 'application/json', 'content-length': String(text.length) }
  if (envelope.uid.isWellFormed()) judgeAnswer(sent, { status: 200, headers, body: text }, false)
  if (decoded.outcome === 'malformed') {
    expect(envelope.operation).not.toBe('DELETE')
    expect(decoded.message).not.toMatch(/\p{Cc}/u)
    expect(decoded.message.length).toBeLessThan(700)
  }
  if (decoded.outcome === 'judge') {
    const { subject } = decoded
    expect(typeof subject.name).toBe('string')
    expect(subject.object === undefined).toBe(subject.operation === 'DELETE')
    expect(subject.oldObject === undefined).toBe(subject.operation === 'CREATE')
  }
  return decoded.outcome
}

describe('the decoder', () => {
  it('answers any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (body) => outcomeOf(Buffer.from(body)) === 'unusable'))
  })

  it('answers any JSON', () => {
    fc.assert(fc.property(fc.json(), (json) => outcomeOf(Buffer.from(json)) === 'unusable'))
  })

  it('answers reviews with any value anywhere', () => {
    const sent = review({ operation: 'UPDATE' })
    const places: readonly (readonly string[])[] = [
      ...Object.keys(sent).map((key) => [key]),
      ...Object.keys(sent.request).map((key) => ['request', key]),
      ...['group', 'version', 'kind'].map((key) => ['request', 'kind', key]),
      ...['apiVersion', 'kind', 'metadata', 'spec'].flatMap((key) => [
        ['request', 'object', key],
        ['request', 'oldObject', key],
      ]),
      ...['name', 'namespace'].map((key) => ['request', 'object', 'metadata', key]),
      ['request', 'userInfo', 'username'],
    ]
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('CREATE', 'UPDATE', 'DELETE', 'CONNECT', '__proto__', 'constructor', ''))
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...places), value), { minLength: 1, maxLength: 3 }), (changes) => {
        const changed = structuredClone(sent) as unknown as Record<string, unknown>
        for (const [place, to] of changes) {
          let at: unknown = changed
          for (const key of place.slice(0, -1)) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined
          if (typeof at === 'object' && at !== null) (at as Record<string, unknown>)[place.at(-1) as string] = to
        }
        seen.add(outcomeOf(bytes(changed)))
      }),
      { numRuns: 1000 },
    )
    expect([...seen].sort()).toEqual(['judge', 'malformed', 'pass', 'unusable'])
  })
})

describe('a decoded review', () => {
  it('is a subject as the judge wants it', () => {
    const sent = review({ operation: 'UPDATE', dryRun: true })
    expect(decode(bytes(sent))).toEqual({
      outcome: 'judge',
      envelope: {
        apiVersion: 'admission.k8s.io/v1',
        uid: sent.request.uid,
        operation: 'UPDATE',
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        dryRun: true,
        user: 'jane',
      },
      subject: { operation: 'UPDATE', kind: 'Gateway', namespace: 'infra', name: 'edge', object: gateway(), oldObject: gateway(), dryRun: true },
    })
  })

  it('takes name and namespace from the object where the request has none, and no namespace for what has none', () => {
    expect(decode(bytes(review({ name: '', namespace: undefined })))).toMatchObject({ subject: { name: 'edge', namespace: 'infra' } })
    const generated = gateway({ metadata: { generateName: 'edge-', namespace: 'infra' } })
    expect(decode(bytes(review({ name: '', object: generated })))).toMatchObject({ subject: { name: '' } })
    const kind = { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'GatewayClass' }
    const object = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata: { name: 'edge' }, spec: {} }
    const decoded = decode(bytes(review({ kind, object, namespace: '' })))
    expect(decoded).toMatchObject({ outcome: 'judge', subject: { kind: 'GatewayClass', name: 'edge' } })
    expect(decoded.outcome === 'judge' && 'namespace' in decoded.subject).toBe(false)
  })

  it('puts the namespace of the request into objects that leave it out, and touches no other', () => {
    const bare = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'edge' }, spec: {} }
    const decoded = decode(bytes(review({ operation: 'UPDATE', name: 'edge', namespace: 'shop', object: bare, oldObject: bare })))
    expect(decoded).toMatchObject({
      subject: { namespace: 'shop', object: { metadata: { name: 'edge', namespace: 'shop' } }, oldObject: { metadata: { namespace: 'shop' } } },
    })
  })

  it('reads kind and not requestKind, and object and not requestObject, with matchPolicy Equivalent', () => {
    const requestKind = { group: 'gateway.networking.k8s.io', version: 'v1beta1', kind: 'Gateway' }
    expect(decode(bytes(review({ requestKind })))).toMatchObject({ outcome: 'judge' })
  })
})
