import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BODY_LIMIT } from '../../src/webhook/body.ts'
import { callWebhook, newAgent, post } from '../support/admission-caller.ts'
import { rawConnection } from '../support/raw-connection.ts'
import { gateway, judgeBy, review } from '../support/reviews.ts'
import { startWebhook, type UnderTest } from '../support/webhook-under-test.ts'

let webhook: UnderTest
beforeAll(async () => {
  webhook = await startWebhook()
})
afterAll(() => webhook[Symbol.asyncDispose]())

const sized = (bytes: number) => {
  const sent = review({ object: { ...gateway(), spec: { padding: '' } } })
  const padding = 'x'.repeat(bytes - Buffer.byteLength(JSON.stringify(sent)))
  return { ...sent, request: { ...sent.request, object: { ...gateway(), spec: { padding } } } }
}

describe.each(['/validate', '/mutate'] as const)('%s', (path) => {
  it.each([
    ['empty', '', 400, /the body is empty/],
    ['white space', ' \n', 400, /not valid JSON/],
    ['no JSON', 'kind: AdmissionReview', 400, /not valid JSON/],
    ['half', JSON.stringify(review()).slice(0, 300), 400, /not valid JSON/],
    ['two documents', '{}{}', 400, /not valid JSON/],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, /not valid UTF-8/],
    ['null', 'null', 400, /no AdmissionReview/],
    ['a list', '[]', 400, /no AdmissionReview/],
    ['a string', '"AdmissionReview"', 400, /no AdmissionReview/],
    ['another kind', '{"kind":"Pod","apiVersion":"v1"}', 400, /no AdmissionReview/],
    [
      'another version',
      '{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v2","request":{"uid":"a"}}',
      400,
      /"admission.k8s.io\/v2" is not served/,
    ],
    ['no version', '{"kind":"AdmissionReview","request":{"uid":"a"}}', 400, /apiVersion missing/],
    ['no request', '{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"}', 400, /no request/],
    ['a request that is a list', '{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":[]}', 400, /no request/],
    ['no uid', '{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{}}', 400, /request\.uid/],
    ['a number for uid', '{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":1}}', 400, /request\.uid/],
    [
      'a prototype for a request',
      '{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","__proto__":{"request":{"uid":"a"}}}',
      400,
      /no request/,
    ],
    ['only brackets', '['.repeat(100_000), 400, /not valid JSON/],
  ])('answers a body that is %s', async (_, body, status, message) => {
    const answer = await post(webhook, path, body)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toMatch(/^application\/json/)
    const said = JSON.parse(answer.body.toString())
    expect(said).toMatchObject({ kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'BadRequest', code: status })
    expect(said.message).toMatch(message)
    expect(said.message.length).toBeLessThan(200)
  })

  it.each(['text/plain', 'application/yaml', 'application/x-www-form-urlencoded', 'application/jsonx', 'nonsense', ''])(
    'refuses the content type "%s"',
    async (type) => {
      const answer = await post(webhook, path, JSON.stringify(review()), { headers: { 'Content-Type': type } })
      expect(answer.status).toBe(415)
      expect(JSON.parse(answer.body.toString()).message).toContain('application/json')
    },
  )

  it.each(['application/json; charset=utf-8', 'application/json;charset=UTF-8', 'Application/JSON'])('takes the content type "%s"', async (type) => {
    expect((await post(webhook, path, JSON.stringify(review()), { headers: { 'Content-Type': type } })).status).toBe(200)
  })

  it('takes 7 MiB and refuses one byte more, on the same connection', async () => {
    const agent = newAgent(webhook.ca)
    const largest = sized(BODY_LIMIT)
    expect(Buffer.byteLength(JSON.stringify(largest))).toBe(BODY_LIMIT)
    expect(await callWebhook(webhook, path, largest, { agent })).toMatchObject({ allowed: true })
    const answer = await post(webhook, path, JSON.stringify(sized(BODY_LIMIT + 1)), { agent })
    expect(answer.status).toBe(413)
    expect(answer.headers.connection).toBe('keep-alive')
    expect((await post(webhook, path, JSON.stringify(sized(8 * 1024 * 1024)), { agent })).status).toBe(413)
    expect(await callWebhook(webhook, path, review(), { agent })).toMatchObject({ allowed: true })
    agent.destroy()
    expect(webhook.server.load.bytes).toBe(0)
  })
})

it('ends at once with a body that says it is far too large, and one that only turns out so', async () => {
  const announced = await rawConnection(webhook)
  announced.write('POST /validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{')
  expect(await announced.received(/}$/)).toMatch(/^HTTP\/1.1 413 [\s\S]*connection: close/i)
  await announced.ended

  const chunked = await rawConnection(webhook)
  chunked.write('POST /validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n')
  const mebibyte = Buffer.alloc(1024 * 1024, 0x20)
  for (let sent = 0; sent <= 14; sent++) {
    chunked.write('100000\r\n')
    chunked.write(mebibyte)
    chunked.write('\r\n')
  }
  expect(await chunked.received(/^HTTP\/1.1 /)).toMatch(/^HTTP\/1.1 413 /)
  await chunked.ended
  expect(webhook.server.load.inFlight).toBe(0)
})

it('answers what is no HTTP with 400', async () => {
  const connection = await rawConnection(webhook)
  connection.write('HELLO\r\n\r\n')
  expect(await connection.received(/}$/)).toMatch(/^HTTP\/1.1 400 [\s\S]*"kind":"Status"/)
  await connection.ended
})

describe('hostile keys are data', () => {
  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])('%s', async (key) => {
    const hostile = `{"polluted":true,"prototype":{"polluted":true},"a":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}`
    const sent = review()
    const text = JSON.stringify(sent)
      .replace('"spec":{', `"spec":{"${key}":${hostile},`)
      .replace('"annotations":{}', `"annotations":{"${key}":"x"},"${key}":${hostile}`)
      .replace('"request":{', `"${key}":${hostile},"request":{"${key}":${hostile},`)
    let seen: unknown
    webhook.judge = judgeBy({
      review: (subject) => {
        seen = subject.object
        return { allowed: true, findings: [] }
      },
      mutate: () => ({ patch: [], notes: [] }),
    })
    const answer = await post(webhook, '/validate', text)
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body.toString()).response).toEqual({ uid: sent.request.uid, allowed: true })
    expect(Object.hasOwn((seen as { spec: object }).spec, key)).toBe(true)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

it('survives 100,000 levels of nesting, in the object and beside it', async () => {
  const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
  const text = JSON.stringify(review())
    .replace('"spec":{', `"spec":{"deep":${deep},`)
    .replace('"options":{', `"other":${'['.repeat(100_000)}${']'.repeat(100_000)},"options":{`)
  const answer = await post(webhook, '/validate', text)
  expect(answer.status).toBe(200)
  expect(await callWebhook(webhook, '/validate', review())).toMatchObject({ allowed: true })
})

it('keeps numbers, scalars and unknown fields as they were sent', async () => {
  let seen: unknown
  webhook.judge = judgeBy({
    review: (subject) => {
      seen = subject.object
      return { allowed: true, findings: [] }
    },
    mutate: () => ({ patch: [], notes: [] }),
  })
  const object = { ...gateway(), spec: { number: 5, solo: 'one', list: ['5', 5, null], extra: { unknown: true }, date: '2026-01-01T00:00:00Z' } }
  await callWebhook(webhook, '/validate', review({ object }))
  expect(seen).toEqual(object)
})
