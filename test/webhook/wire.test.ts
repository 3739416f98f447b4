import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { callWebhook, judgeAnswer, newAgent, post } from '../support/admission-caller.ts'
import { finding, gateway, judgeBy, judgeOf, review } from '../support/reviews.ts'
import { startWebhook, type UnderTest } from '../support/webhook-under-test.ts'

let webhook: UnderTest
beforeAll(async () => {
  webhook = await startWebhook({ level: 'debug' })
})
afterAll(() => webhook[Symbol.asyncDispose]())
beforeEach(() => {
  webhook.judge = judgeOf()
  webhook.logged.length = 0
})

const patch = [{ op: 'add' as const, path: '/metadata/annotations/konghq.com~1gatewayclass-unmanaged', value: 'true' }]
const mutation = { patch, notes: [{ rule: 'kong-unmanaged', message: 'added the annotation' }] }

describe.each(['admission.k8s.io/v1', 'admission.k8s.io/v1beta1'])('an answer to %s', (version) => {
  it.each(['CREATE', 'UPDATE', 'DELETE'])('allows a %s without findings', async (operation) => {
    const sent = review({ operation }, version)
    for (const path of ['/validate', '/mutate'] as const) {
      expect(await callWebhook(webhook, path, sent)).toEqual({ allowed: true, object: sent.request.object, warnings: [] })
    }
  })

  it('is exactly these bytes when allowed', async () => {
    const sent = review({ uid: 'u-1' }, version)
    const { body } = await post(webhook, '/validate', JSON.stringify(sent))
    expect(body.toString()).toBe(`{"kind":"AdmissionReview","apiVersion":"${version}","response":{"uid":"u-1","allowed":true}}`)
  })

  it('denies with 403 Forbidden, one line and one cause for each refusal, and the rest as warnings', async () => {
    webhook.judge = judgeOf([
      finding(),
      finding({ path: 'spec.listeners[2]', message: 'line\nbreak \u001b[31m' }),
      finding({ rule: 'backend-exists', decision: 'warn', path: 'spec.x' }),
    ])
    const outcome = await callWebhook(webhook, '/validate', review({}, version))
    expect(outcome).toEqual({
      allowed: false,
      code: 403,
      reason: 'Forbidden',
      message: [
        'denied the request: [listener-conflict] spec.listeners[1]: it conflicts with listener "http"; give it another port',
        '[listener-conflict] spec.listeners[2]: line break  [31m; give it another port',
      ].join('\n'),
      details: {
        name: 'edge',
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        causes: [
          { reason: 'listener-conflict', message: 'it conflicts with listener "http"; give it another port', field: 'spec.listeners[1]' },
          { reason: 'listener-conflict', message: 'line break  [31m; give it another port', field: 'spec.listeners[2]' },
        ],
      },
      warnings: ['portcullis [backend-exists] spec.x: it conflicts with listener "http"; give it another port'],
    })
  })

  it('patches on /mutate only, and says so', async () => {
    webhook.judge = judgeOf([], mutation)
    const outcome = await callWebhook(webhook, '/mutate', review({}, version))
    expect(outcome).toEqual({
      allowed: true,
      object: gateway({ metadata: { name: 'edge', namespace: 'infra', annotations: { 'konghq.com/gatewayclass-unmanaged': 'true' } } }),
      warnings: ['portcullis [kong-unmanaged] added the annotation'],
    })
    expect(await callWebhook(webhook, '/validate', review({}, version))).toMatchObject({ object: gateway() })
  })

  it('never patches a DELETE', async () => {
    webhook.judge = judgeOf([], mutation)
    expect(await callWebhook(webhook, '/mutate', review({ operation: 'DELETE' }, version))).toEqual({ allowed: true, object: null, warnings: [] })
  })

  it('warns on a DELETE', async () => {
    webhook.judge = judgeOf([finding({ decision: 'warn', path: '' })])
    const outcome = await callWebhook(webhook, '/validate', review({ operation: 'DELETE' }, version))
    expect(outcome.warnings).toEqual(['portcullis [listener-conflict] it conflicts with listener "http"; give it another port'])
  })

  it('decides a dry run the same', async () => {
    webhook.judge = judgeOf([finding(), finding({ decision: 'warn' })])
    const [real, dry] = [review({}, version), review({ dryRun: true }, version)]
    expect(await callWebhook(webhook, '/validate', dry)).toEqual(await callWebhook(webhook, '/validate', real))
  })
})

describe('what passes untouched', () => {
  const service = { group: '', version: 'v1', kind: 'Service' }
  it.each([
    ['CONNECT', { operation: 'CONNECT', kind: { group: '', version: 'v1', kind: 'PodExecOptions' }, object: { kind: 'PodExecOptions' } }],
    ['the status subresource', { operation: 'UPDATE', subResource: 'status' }],
    ['a kind that is not reviewed', { kind: service, object: { ...gateway(), apiVersion: 'v1', kind: 'Service' } }],
    ['a kind that is not known', { kind: { group: 'x', version: 'v1', kind: '__proto__' }, object: { spec: 1 } }],
    ['a DELETE without oldObject, as old API servers sent it', { operation: 'DELETE', oldObject: null }],
    ['a DELETE of an odd shape', { operation: 'DELETE', oldObject: [1] }],
  ])('%s', async (_, request) => {
    webhook.judge = judgeOf([finding()], mutation)
    const sent = review(request)
    for (const path of ['/validate', '/mutate'] as const) {
      expect(await callWebhook(webhook, path, sent)).toEqual({ allowed: true, object: sent.request.object, warnings: [] })
    }
  })
})

describe('a review that contradicts itself is refused with 400', () => {
  it.each([
    ['another kind', { object: { ...gateway(), kind: 'HTTPRoute' } }, /request\.object is a "HTTPRoute".*"Gateway"/],
    ['another version', { object: { ...gateway(), apiVersion: 'gateway.networking.k8s.io/v1beta1' } }, /v1beta1/],
    ['no object', { object: null }, /request\.object is missing/],
    ['no old object', { operation: 'UPDATE', oldObject: null }, /request\.oldObject is missing/],
    ['no metadata', { object: { ...gateway(), metadata: null } }, /request\.object\.metadata/],
    ['another name', { name: 'other' }, /metadata\.name is "edge"/],
    ['another namespace', { namespace: 'other' }, /metadata\.namespace is "infra"/],
    ['no kind', { kind: undefined }, /request\.kind/],
    ['an unknown operation', { operation: 'PATCH' }, /request\.operation is "PATCH"/],
    ['no operation', { operation: 7 }, /request\.operation is not a string/],
  ])('%s', async (_, request, message) => {
    const outcome = await callWebhook(webhook, '/validate', review(request))
    expect(outcome).toMatchObject({ allowed: false, code: 400, reason: 'BadRequest', message: expect.stringMatching(message) })
  })
})

describe('HTTP', () => {
  it('answers whatever the query says, over one connection', async () => {
    const agent = newAgent(webhook.ca)
    const sent = review()
    for (const path of ['/validate', '/validate?timeout=5s', '/mutate?timeout=1s&x=%2F', '/validate?', '/validate?timeout=%zz']) {
      const answer = await post(webhook, path, JSON.stringify(sent), { agent })
      expect(judgeAnswer(sent, answer, path.startsWith('/mutate'))).toMatchObject({ allowed: true })
      expect(answer.headers.connection).toBe('keep-alive')
    }
    agent.destroy()
  })

  it('keeps idle connections longer than the API server does, and bounds everything else', () => {
    const { server } = webhook.server.app
    expect(server.keepAliveTimeout).toBeGreaterThan(95_000)
    expect(server.requestTimeout).toBe(15_000)
    expect(server.headersTimeout).toBe(10_000)
    expect(server.timeout).toBe(0)
  })

  it('carries the security headers on every answer', async () => {
    for (const [path, body] of [
      ['/validate', JSON.stringify(review())],
      ['/validate', ''],
      ['/nothing', '{}'],
    ] as const) {
      const { headers } = await post(webhook, path, body)
      expect(headers).toMatchObject({ 'content-security-policy': expect.stringContaining("default-src 'none'"), 'x-content-type-options': 'nosniff' })
    }
  })

  it.each([
    ['POST', '/', 404],
    ['POST', '/validate/', 404],
    ['POST', '//validate', 404],
    ['POST', '/Validate', 404],
    ['POST', '/%zz', 400],
    ['GET', '/validate', 405],
    ['HEAD', '/mutate?x=1', 405],
    ['PUT', '/validate', 405],
    ['DELETE', '/mutate', 405],
    ['OPTIONS', '/validate', 405],
    ['PROPFIND', '/validate', 405],
  ])('%s %s is %i', async (method, path, status) => {
    const answer = await post(webhook, path, '', { method })
    expect(answer.status).toBe(status)
    expect(answer.headers.location).toBeUndefined()
    expect(answer.headers.allow).toBe(status === 405 ? 'POST' : undefined)
    if (method !== 'HEAD') expect(JSON.parse(answer.body.toString())).toMatchObject({ kind: 'Status', status: 'Failure', code: status })
  })
})

describe('when the judge fails', () => {
  it('says so with 500, counts it and goes on', async () => {
    const broken = () => {
      throw new RangeError('Maximum call stack size exceeded')
    }
    webhook.judge = judgeBy({ review: broken, mutate: broken })
    const answer = await post(webhook, '/validate', JSON.stringify(review()))
    expect(answer.status).toBe(500)
    const { message } = JSON.parse(answer.body.toString())
    const fault = /fault ([0-9a-f]{8})/.exec(message)?.[1]
    expect(webhook.logged).toContainEqual(expect.objectContaining({ level: 'error', fault }))
    expect(message).not.toContain('call stack')
    await expect(callWebhook(webhook, '/mutate', review())).rejects.toThrow(/could not decide/)
    expect(webhook.metrics.registry.render()).toContain('portcullis_admission_faults_total{webhook="validate"} 1\n')
    webhook.judge = judgeOf()
    expect(await callWebhook(webhook, '/validate', review())).toMatchObject({ allowed: true })
  })
})

describe('the trace a review leaves', () => {
  const sum = (line: RegExp) => Number(line.exec(webhook.metrics.registry.render())?.[1] ?? 0)

  it('is one line and its counts for a refusal', async () => {
    webhook.judge = judgeOf([finding({ rule: 'trace-rule' }), finding({ rule: 'trace-rule', path: 'spec.listeners[2]' })])
    const sent = review({ operation: 'UPDATE' })
    await callWebhook(webhook, '/validate', sent)
    expect(webhook.logged).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        uid: sent.request.uid,
        kind: 'Gateway',
        namespace: 'infra',
        name: 'edge',
        operation: 'UPDATE',
        user: 'jane',
        rules: ['trace-rule'],
        dryRun: false,
        msg: 'denied',
      },
    ])
    expect(sum(/portcullis_findings_total\{rule="trace-rule",decision="deny"\} (\d+)/)).toBe(2)
  })

  it('is nothing above debug, and no finding counted, for a dry run', async () => {
    webhook.judge = judgeOf([
      finding({ rule: 'dry-rule' }),
      ...Array.from({ length: 40 }, (_, i) => finding({ decision: 'warn', path: `spec.l[${i}]` })),
    ])
    const before = sum(/requests_total\{webhook="validate",operation="CREATE",kind="Gateway",decision="denied",dry_run="true"\} (\d+)/)
    await callWebhook(webhook, '/validate', review({ dryRun: true }))
    await callWebhook(webhook, '/validate', review({ dryRun: true, object: null }))
    expect(webhook.logged.map(({ level }) => level)).toEqual(['debug', 'debug', 'debug'])
    expect(webhook.metrics.registry.render()).not.toContain('dry-rule')
    expect(sum(/requests_total\{webhook="validate",operation="CREATE",kind="Gateway",decision="denied",dry_run="true"\} (\d+)/)).toBe(before + 1)
  })

  it('has no label that a caller could choose', async () => {
    await callWebhook(webhook, '/validate', review({ operation: 'HACK', kind: { group: 'g', version: 'v', kind: 'Chosen' } }))
    const text = webhook.metrics.registry.render()
    expect(text).toContain('operation="other",kind="other",decision="malformed"')
    expect(text).not.toMatch(/HACK|Chosen/)
  })
})
