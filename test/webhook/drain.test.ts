import { expect, it } from 'vitest'
import { drain } from '../../src/webhook/drain.ts'
import { buildHealth } from '../../src/webhook/health.ts'
import { callWebhook, newAgent, post } from '../support/admission-caller.ts'
import { head, rawConnection } from '../support/raw-connection.ts'
import { review } from '../support/reviews.ts'
import { startWebhook } from '../support/webhook-under-test.ts'

async function startBoth() {
  const webhook = await startWebhook()
  const health = buildHealth({ checks: [], metrics: () => '' })
  const { port } = await health.listen({ host: '127.0.0.1', port: 0 })
  return { webhook, health, readyz: () => fetch(`http://127.0.0.1:${port}/readyz`) }
}

it('unready, then Connection: close, then no new connections, then what is in flight, then done', async () => {
  const { webhook, health, readyz } = await startBoth()
  const agent = newAgent(webhook.ca)
  await callWebhook(webhook, '/validate', review(), { agent })
  const body = JSON.stringify(review())
  const slow = await rawConnection(webhook)
  slow.write(head('/validate', Buffer.byteLength(body)) + body.slice(0, 100))
  await expect.poll(() => webhook.server.load.inFlight).toBe(1)
  expect((await readyz()).status).toBe(200)

  const hurry = new AbortController()
  const draining = drain(webhook.server, health, { delay: 60_000, grace: 60_000 }, hurry.signal)
  const unready = await readyz()
  expect([unready.status, await unready.text()]).toEqual([503, '[-]shutdown failed: shutting down\nreadyz check failed\n'])
  // On the connection that is open, and on new ones.
  for (const via of [agent, newAgent(webhook.ca)]) {
    const answer = await post(webhook, '/validate', JSON.stringify(review()), { agent: via })
    expect([answer.status, answer.headers.connection]).toEqual([200, 'close'])
  }

  hurry.abort()
  await expect.poll(() => webhook.server.app.server.listening).toBe(false)
  await expect(post(webhook, '/validate', body)).rejects.toThrow(/ECONNREFUSED/)
  slow.write(body.slice(100))
  expect(await slow.received(/}}$/)).toMatch(/^HTTP\/1.1 200 [\s\S]*connection: close/i)
  await slow.ended
  await draining
  await expect(readyz()).rejects.toThrow()
  webhook.metrics.stop()
})

it('ends what never ends, once the grace is over', async () => {
  const { webhook, health } = await startBoth()
  const stuck = await rawConnection(webhook)
  stuck.write(`${head('/validate', 100)}{`)
  await expect.poll(() => webhook.server.load.inFlight).toBe(1)
  await drain(webhook.server, health, { delay: 0, grace: 50 })
  await stuck.ended
  await expect.poll(() => webhook.server.load.inFlight).toBe(0)
  webhook.metrics.stop()
})

it('fails no call of a busy caller', async () => {
  const { webhook, health } = await startBoth()
  const agent = newAgent(webhook.ca)
  const failed: unknown[] = []
  let answered = 0
  let gone = false
  const caller = async () => {
    while (!gone) {
      await callWebhook(webhook, '/validate', review(), { agent }).catch((error) => failed.push(error))
      answered++
    }
  }
  const callers = Array.from({ length: 4 }, caller)
  await expect.poll(() => answered).toBeGreaterThan(50)
  const hurry = new AbortController()
  const draining = drain(webhook.server, health, { delay: 60_000, grace: 5000 }, hurry.signal)
  const before = answered
  await expect.poll(() => answered).toBeGreaterThan(before + 50)
  // Within the delay a real caller has learnt that there is no address of ours any more.
  gone = true
  await Promise.all(callers)
  hurry.abort()
  await draining
  expect(failed).toEqual([])
  webhook.metrics.stop()
})
