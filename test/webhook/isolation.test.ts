import { describe, expect, it } from 'vitest'
import { Load } from '../../src/webhook/load.ts'
import { callWebhook, newAgent, post } from '../support/admission-caller.ts'
import { head, rawConnection } from '../support/raw-connection.ts'
import { review } from '../support/reviews.ts'
import { startWebhook } from '../support/webhook-under-test.ts'

const unlimited = { bytes: Number.POSITIVE_INFINITY, patience: Number.POSITIVE_INFINITY }

describe('half-sent bodies', () => {
  it('delay nobody else, and leave nothing behind when their callers go', async () => {
    await using webhook = await startWebhook()
    const halves = await Promise.all(Array.from({ length: 20 }, () => rawConnection(webhook)))
    for (const half of halves) half.write(`${head('/validate', 5000)}{"kind":`)
    await expect.poll(() => webhook.server.load.inFlight).toBe(20)
    const agent = newAgent(webhook.ca)
    for (let call = 0; call < 20; call++) expect(await callWebhook(webhook, '/validate', review(), { agent })).toMatchObject({ allowed: true })
    expect(webhook.server.load.inFlight).toBe(20)
    agent.destroy()
    for (const half of halves) half.destroy()
    await expect.poll(() => webhook.server.load.inFlight).toBe(0)
    expect(webhook.server.load.bytes).toBe(0)
    expect(webhook.metrics.registry.render()).toContain('portcullis_admission_unusable_total{reason="aborted"} 20\n')
  })

  it('are answered with 408 when their time is up', async () => {
    await using webhook = await startWebhook({ requestTimeout: 200 })
    const half = await rawConnection(webhook)
    half.write(`${head('/validate', 5000)}{"kind":`)
    expect(await half.received(/}$/)).toMatch(/^HTTP\/1.1 408 [\s\S]*Connection: close[\s\S]*"kind":"Status"/)
    await half.ended
    await expect.poll(() => webhook.server.load.inFlight).toBe(0)
    expect(await callWebhook(webhook, '/validate', review())).toMatchObject({ allowed: true })
  })

  it('give way, the oldest first, when there is no room left', async () => {
    await using webhook = await startWebhook({ limits: { requests: 2, bytes: Number.POSITIVE_INFINITY, patience: 0 } })
    const oldest = await rawConnection(webhook)
    oldest.write(`${head('/validate', 5000)}{`)
    await expect.poll(() => webhook.server.load.inFlight).toBe(1)
    const younger = await rawConnection(webhook)
    younger.write(`${head('/validate', 5000)}{`)
    await expect.poll(() => webhook.server.load.inFlight).toBe(2)
    expect(await callWebhook(webhook, '/validate', review())).toMatchObject({ allowed: true })
    expect(await oldest.received(/}$/)).toMatch(/^HTTP\/1.1 408 /)
    await oldest.ended
    expect(webhook.server.load.inFlight).toBe(1)
    younger.destroy()
  })
})

describe('too many reviews', () => {
  it('are shed with 429 and Retry-After, and counted', async () => {
    await using webhook = await startWebhook({ limits: { requests: 1, ...unlimited } })
    const half = await rawConnection(webhook)
    const body = JSON.stringify(review())
    half.write(head('/validate', Buffer.byteLength(body)) + body.slice(0, 100))
    await expect.poll(() => webhook.server.load.inFlight).toBe(1)
    const agent = newAgent(webhook.ca)
    const shed = await post(webhook, '/validate?timeout=5s', JSON.stringify(review()), { agent })
    expect(shed.status).toBe(429)
    expect(shed.headers['retry-after']).toBe('1')
    expect(JSON.parse(shed.body.toString())).toMatchObject({ kind: 'Status', reason: 'TooManyRequests' })
    expect(webhook.metrics.registry.render()).toMatch(/portcullis_admission_shed_total 1\n[\s\S]*portcullis_admission_in_flight 1\n/)
    half.write(body.slice(100))
    expect(await half.received(/}}$/)).toMatch(/^HTTP\/1.1 200 /)
    expect(await callWebhook(webhook, '/validate', review(), { agent })).toMatchObject({ allowed: true })
    agent.destroy()
    half.destroy()
  })

  it('are told by their bytes as well', () => {
    const load = new Load({ requests: 10, bytes: 100, patience: 1000 }, () => 0)
    const first = load.enter()
    if (!first) throw new Error('the first request was shed')
    load.received(first, 100)
    expect(load.enter()).toBeUndefined()
    load.leave(first)
    load.leave(first)
    load.received(first, 100)
    expect([load.bytes, load.inFlight]).toEqual([0, 0])
    expect(load.enter()).toBeDefined()
  })
})

it('a webhook that has not seen the cluster yet asks to be called again, and never goes back to that', async () => {
  let ready = false
  await using webhook = await startWebhook({ ready: () => ready })
  const early = await post(webhook, '/validate', JSON.stringify(review()))
  expect([early.status, early.headers['retry-after']]).toEqual([503, '1'])
  ready = true
  expect(await callWebhook(webhook, '/validate', review())).toMatchObject({ allowed: true })
  ready = false
  expect(await callWebhook(webhook, '/validate', review())).toMatchObject({ allowed: true })
})
