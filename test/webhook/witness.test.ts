import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { AnyObject } from '../../src/gateway/objects.ts'
import type { Claim, ClusterView, Contradiction, Witness } from '../../src/gateway/ports.ts'
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
let current = (object: AnyObject): AnyObject | undefined => object
const announced: Contradiction[] = []
let onAdmitted: (object: AnyObject) => void = () => {}
let isShown = false
let answer: (claims: readonly Claim[]) => ReturnType<Witness['testify']>
const witness: Witness = {
  testify: (claims, deadline) => {
    asked.push({ claims, patience: deadline - performance.now() })
    return answer(claims)
  },
  admitted: (kind, object, _, seen) => {
    admitted.push(`${kind} ${object.metadata.name}`)
    onAdmitted(object)
    if (isShown) seen?.()
  },
  current: (_, object) => current(object),
}
const view = cluster(KONG, HOLDER)
let webhook: UnderTest

beforeAll(async () => {
  webhook = await startWebhook({ witness, announce: (one) => announced.push(one) })
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

  it('falls for one of two that were heard of at one moment, and stands for the other', async () => {
    // Both rest on one that is gone; what is admitted counts as there at once.
    const now = cluster(KONG)
    const heard = Promise.withResolvers<void>()
    answer = async (claims) => {
      await heard.promise
      return { view: now, heard: claims, pending: [] }
    }
    onAdmitted = (object) => now.put('Gateway', object)
    onTestFinished(() => {
      onAdmitted = () => {}
    })
    const third = { ...second, metadata: { ...second.metadata, name: 'third' } }
    const calls = [call(), call({ object: third, name: 'third' })]
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    heard.resolve()
    expect((await Promise.all(calls)).map(({ allowed }) => allowed).sort()).toEqual([false, true])
    expect(admitted).toHaveLength(1)
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

describe('an admitted Gateway is judged again once it is seen', () => {
  const AGAIN = [1000, 4000, 31_000]
  const other = gateway({ name: 'other', created: '2026-01-01T00:00:00Z', listeners: ['x HTTP 80'] })
  const mended = gateway({ name: 'second', className: 'elsewhere', listeners: ['x HTTP 81'] })
  /** Whether it was told, after each time at which it is judged again. */
  const told = async (request: object, ...later: readonly (() => void)[]): Promise<string[]> => {
    webhook.judge = judgeOf(cluster(KONG))
    const before = webhook.metrics.registry.render()
    isShown = true
    // Before the call, so that the timers of the re-check are those of the test.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => {
      vi.useRealTimers()
      isShown = false
      current = (object) => object
      announced.length = 0
      webhook.logged.length = 0
    })
    await call(request)
    expect(webhook.metrics.registry.render().match(/contradictions.*\} \d+/g)).toEqual(before.match(/contradictions.*\} \d+/g))
    let past = 0
    return AGAIN.map((at, n) => {
      later[n]?.()
      vi.advanceTimersByTime(at - past)
      past = at
      const lines = webhook.logged.filter(({ msg }) => String(msg).startsWith('admitted at the same time as what it contradicts: '))
      expect(announced.map(({ rule, message }) => `${rule} ${message}`)).toEqual(
        lines.map(({ rule, msg }) => `${rule} ${String(msg).split(': ').slice(1).join(': ')}`),
      )
      return lines.map(({ name, rule }) => `${name} ${rule}`).join(', ')
    })
  }
  const sees = (view: ClusterView) => () => {
    webhook.judge = judgeOf(view)
  }
  const TOLD = 'second several-gateways-per-class'

  it('and told once, however often it is found', async () => {
    expect(await told({}, sees(view))).toEqual([TOLD, TOLD, TOLD])
    expect(webhook.metrics.registry.render()).toMatch(/contradictions_admitted_total\{rule="several-gateways-per-class"\} 1$/m)
  })

  it('and told as soon as the other one is seen too', async () => {
    expect(await told({}, undefined as never, sees(view))).toEqual(['', TOLD, TOLD])
  })

  it('and told again where it turns out to contradict yet another', async () => {
    const [first, second, third] = await told({}, sees(view), undefined as never, sees(cluster(KONG, other)))
    expect([first, second, third]).toEqual([TOLD, TOLD, `${TOLD}, ${TOLD}`])
    expect(announced.map(({ message }) => /Gateway "(\w+)"/.exec(message)?.[1])).toEqual(['first', 'other'])
  })

  it.each<[string, (object: AnyObject) => AnyObject | undefined]>([
    ['gone', () => undefined],
    ['mended', () => mended as unknown as AnyObject],
  ])('but not told where it is %s by then', async (_, now) => {
    current = now
    expect(await told({}, sees(view))).toEqual(['', '', ''])
  })

  it('but not after a dry run, nor where it says no more than the object that it was', async () => {
    expect(await told({ dryRun: true }, sees(view))).toEqual(['', '', ''])
    expect(await told({ operation: 'UPDATE', oldObject: second }, sees(view))).toEqual(['', '', ''])
  })
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
