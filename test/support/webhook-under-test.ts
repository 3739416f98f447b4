import type { Judge } from '../../src/engine/verdict.ts'
import { createLogger, type LogLevel } from '../../src/telemetry/logger.ts'
import { createMetrics, type Metrics } from '../../src/telemetry/metrics.ts'
import { buildServer, type WebhookParts, type WebhookServer } from '../../src/webhook/server.ts'
import type { Target } from './admission-caller.ts'
import { type HeldSource, heldSource, makeKeyPair } from './key-pair.ts'
import { judgeOf } from './reviews.ts'

export interface UnderTest extends Target {
  readonly server: WebhookServer
  readonly metrics: Metrics
  readonly source: HeldSource
  /** Log lines so far. */
  readonly logged: Record<string, unknown>[]
  /** The judge of the reviews to come. */
  judge: Judge
  [Symbol.asyncDispose](): Promise<void>
}

/** The real server on a free loopback port. */
export async function startWebhook(
  options: Partial<Pick<WebhookParts, 'limits' | 'requestTimeout' | 'ready' | 'witness' | 'announce'>> & { level?: LogLevel } = {},
): Promise<UnderTest> {
  const pair = await makeKeyPair()
  const source = heldSource(pair)
  const metrics = createMetrics('0.0.0-test')
  const logged: Record<string, unknown>[] = []
  const logger = createLogger(options.level ?? 'info', { write: (line: string) => void logged.push(JSON.parse(line)) })
  const { level: _, ...rest } = options
  const held = { judge: judgeOf() }
  const server = await buildServer({ judge: () => held.judge, source, logger, metrics, ready: () => true, ...rest })
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  return {
    server,
    metrics,
    source,
    logged,
    port,
    ca: pair.cert,
    get judge() {
      return held.judge
    },
    set judge(judge) {
      held.judge = judge
    },
    async [Symbol.asyncDispose]() {
      metrics.stop()
      await server.close(0)
    },
  }
}
