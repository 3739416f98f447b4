import { once } from 'node:events'
import { connect } from 'node:tls'
import { expect, it } from 'vitest'
import { createLogger } from '../../src/telemetry/logger.ts'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { buildServer } from '../../src/webhook/server.ts'
import { callWebhook, newAgent } from '../support/admission-caller.ts'
import { heldSource, makeKeyPair } from '../support/key-pair.ts'
import { judgeOf, review } from '../support/reviews.ts'
import { startWebhook } from '../support/webhook-under-test.ts'

it('serves a new pair to new connections while open ones go on', async () => {
  await using webhook = await startWebhook()
  const open = newAgent(webhook.ca)
  await callWebhook(webhook, '/validate', review(), { agent: open })
  const next = await makeKeyPair('webhook.next')
  webhook.source.swap(next)
  expect(await callWebhook(webhook, '/validate', review(), { agent: open })).toMatchObject({ allowed: true })
  expect(await callWebhook({ port: webhook.port, ca: next.cert }, '/validate', review())).toMatchObject({ allowed: true })
  await expect(callWebhook(webhook, '/validate', review())).rejects.toThrow(/certificate/)
  open.destroy()
})

it('keeps the old pair when the new one does not fit together', async () => {
  await using webhook = await startWebhook()
  const [one, other] = await Promise.all([makeKeyPair(), makeKeyPair()])
  webhook.source.swap({ cert: one.cert, key: other.key })
  expect(await callWebhook(webhook, '/validate', review())).toMatchObject({ allowed: true })
  expect(webhook.logged).toMatchObject([{ level: 'error', msg: expect.stringContaining('does not fit its key') }])
})

it('serves the first pair when it comes after the start', async () => {
  const source = heldSource()
  const metrics = createMetrics('0.0.0-test')
  const server = await buildServer({ judge: () => judgeOf(), source, metrics, ready: () => true, logger: createLogger('silent') })
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  const pair = await makeKeyPair()
  await expect(callWebhook({ port, ca: pair.cert }, '/validate', review())).rejects.toThrow(/handshake/)
  source.swap(pair)
  expect(await callWebhook({ port, ca: pair.cert }, '/validate', review())).toMatchObject({ allowed: true })
  metrics.stop()
  await server.close(0)
})

it.each(['TLSv1', 'TLSv1.1'] as const)('refuses %s, also after a new pair', async (version) => {
  await using webhook = await startWebhook()
  webhook.source.swap(await makeKeyPair())
  const socket = connect({
    host: '127.0.0.1',
    port: webhook.port,
    rejectUnauthorized: false,
    minVersion: version,
    maxVersion: version,
    ciphers: 'DEFAULT@SECLEVEL=0',
  })
  const [error] = await once(socket, 'error')
  expect(error.code).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')
})

it('says which address is taken', async () => {
  await using webhook = await startWebhook()
  await using other = await startWebhook()
  await other.server.close(0)
  const rebuilt = await buildServer({
    judge: () => judgeOf(),
    source: heldSource(),
    metrics: createMetrics('0.0.0-test'),
    ready: () => true,
    logger: createLogger('silent'),
  })
  await expect(rebuilt.listen({ host: '127.0.0.1', port: webhook.port })).rejects.toThrow(
    `the webhook cannot listen on 127.0.0.1:${webhook.port}: another process listens there`,
  )
})
