import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Claim, Witness } from '../../src/gateway/ports.ts'
import { timeoutOf } from '../../src/webhook/call-timeout.ts'
import { judgeOf } from '../engine/judge-of.ts'
import { cluster, gateway, KONG } from '../gateway/objects.ts'
import { callWebhook, post } from '../support/admission-caller.ts'
import { review } from '../support/reviews.ts'
import { startWebhook, type UnderTest } from '../support/webhook-under-test.ts'

const HOLDER = gateway({ name: 'first', created: '2026-01-01T00:00:00Z', listeners: ['x HTTP 80'] })
const second = gateway({ name: 'second', listeners: ['x HTTP 81'] })
const asked: { claims: readonly Claim[]; patience: number }[] = []
const admitted: string[] = []
let isThere = true
let isShown = false
let answer: (claims: readonly Claim[]) => ReturnType<Witness['testify']>
const witness: Witness = {
  testify: (claims, deadline) => {
    asked.push({ claims, patience: deadline - performance.now() })
    return answer(claims)
  },
  admitted: (kind, { metadata }, _, seen) => {
    admitted.push(`${kind} ${metadata.name}`)
    if (isShown) seen?.()
  },
  isThere: () => isThere,
}
const view = cluster(KONG, HOLDER)
let webhook: UnderTest

beforeAll(async () => {
  webhook = await startWebhook({ witness })
})
afterAll(async () => {
  await webhook[Symbol.asyncDispose]()
})
beforeEach(() => {
  webhook.judge = judgeOf(view)
  asked.length = 0
  admitted.length = 0
})

const sent = (request: object = {}) => review({ object: second, name: 'second', namespace: 'default', ...request })
const call = (request: object = {}) => callWebhook(webhook, '/validate', sent(request))

describe('a refusal', () => {
  it('waits for the witness, with half of the caller’s patience', async () => {
    answer = async (claims) => ({ view, heard: claims, pending: [] })
    expect(await call()).toMatchObject({ allowed: false, message: expect.stringContaining('[several-gateways-per-class]') })
    expect(asked).toHaveLength(1)
    expect(asked[0]?.claims).toContainEqual({ kind: 'Gateway', namespace: 'default', name: 'first' })
    expect(asked[0]?.patience).toBeGreaterThan(2000)
    expect(asked[0]?.patience).toBeLessThanOrEqual(2500)
    expect(admitted).toEqual([])
  })

  it('falls with what it rests on, and what is admitted is told to the witness', async () => {
    answer = async (claims) => ({ view: cluster(KONG), heard: claims, pending: [] })
    expect(await call()).toMatchObject({ allowed: true })
    expect(await call({ dryRun: true })).toMatchObject({ allowed: true })
    expect(admitted).toEqual(['Gateway second'])
  })

  it('is asked about once more, where what was heard brings up another reason', async () => {
    const other = gateway({ name: 'other', created: '2026-01-02T00:00:00Z', listeners: ['x HTTP 80'] })
    const now = cluster(KONG, other)
    answer = async (claims) => ({ view: now, heard: claims, pending: [] })
    expect(await call()).toMatchObject({ allowed: false, message: expect.stringContaining('Gateway "other"') })
    expect(asked.map(({ claims }) => claims.filter(({ kind }) => kind === 'Gateway').map(({ name }) => name))).toEqual([
      ['first'],
      ['first', 'other'],
    ])
    expect(admitted).toEqual([])
  })

  it('is a warning where nothing was confirmed', async () => {
    answer = async () => ({ view, heard: [], pending: [] })
    const response = await call()
    expect(response).toMatchObject({ allowed: true })
    expect(response.warnings.join(' ')).toContain('did not confirm in time')
  })

  it('that cannot be decided is a fault and no answer, and the next call is served', async () => {
    answer = () => Promise.reject(new Error('broken witness'))
    const response = await post(webhook, '/validate', JSON.stringify(sent()))
    expect(response.status).toBe(500)
    expect(webhook.server.load.inFlight).toBe(0)
    answer = async (claims) => ({ view, heard: claims, pending: [] })
    expect(await call()).toMatchObject({ allowed: false })
  })
})

it.each([
  ['is counted and logged', true, 1],
  ['is no matter any more where it is gone', false, 0],
])('an admitted Gateway that turns out to contradict another %s', async (_, there, count) => {
  isThere = there
  isShown = true
  webhook.judge = judgeOf(cluster(KONG))
  await call()
  isShown = false
  expect(admitted).toEqual(['Gateway second'])
  // Seen by now, and so is the one that another replica admitted.
  webhook.judge = judgeOf(view)
  await new Promise((resolve) => setTimeout(resolve, 1200))
  const told = webhook.logged.filter(({ msg }) => String(msg).startsWith('admitted at the same time as what it contradicts: '))
  expect(told.map(({ rule }) => rule)).toEqual(Array(count).fill('several-gateways-per-class'))
  webhook.logged.length = 0
})

it('nobody is asked where nothing is refused', async () => {
  expect(await call({ object: gateway({ name: 'first', created: '2026-01-01T00:00:00Z', listeners: ['x HTTP 80'] }), name: 'first' })).toMatchObject({
    allowed: true,
  })
  expect(asked).toEqual([])
})

it.each<[string, number]>([
  ['/validate?timeout=10s', 10_000],
  ['/validate?a=b&timeout=500ms', 500],
  ['/validate?timeout=1m0.5s', 30_000],
  ['/validate?timeout=1.5s', 1500],
  ['/validate', 5000],
  ['/validate?timeout=', 5000],
  ['/validate?timeout=soon', 5000],
  ['/validate?timeout=5s%20', 5000],
  ['/validate?timeout=0s', 5000],
  ['/validate?timeout=-5s', 5000],
])('the caller of %s waits %i ms', (url, wait) => {
  expect(timeoutOf(url)).toBe(wait)
})
