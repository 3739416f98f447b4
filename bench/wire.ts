/** The webhook server alone: everything but judging. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createLogger } from '../src/telemetry/logger.ts'
import { createMetrics } from '../src/telemetry/metrics.ts'
import { buildServer } from '../src/webhook/server.ts'

const { values } = parseArgs({ options: { port: { type: 'string' }, tls: { type: 'string' } } })
const dir = values.tls ?? '.'
const pair = { cert: readFileSync(join(dir, 'tls.crt'), 'utf8'), key: readFileSync(join(dir, 'tls.key'), 'utf8') }
const verdict = { allowed: true, findings: [] }
const judge = { review: () => verdict, claims: () => [], reconsider: () => ({ verdict, claims: [] }), mutate: () => ({ patch: [], notes: [] }) }
const server = await buildServer({
  judge: () => judge,
  logger: createLogger('info'),
  metrics: createMetrics('bench'),
  ready: () => true,
  source: {
    current: () => pair,
    subscribe: () => undefined,
    notAfter: () => undefined,
    start: async () => undefined,
    stop: async () => undefined,
  },
})
await server.listen({ host: '127.0.0.1', port: Number(values.port) })
