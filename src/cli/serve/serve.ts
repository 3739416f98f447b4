import { EventRecorder } from '../../cluster/event-recorder.ts'
import type { Config } from '../../config/config.ts'
import { DEFAULTERS } from '../../defaulters/index.ts'
import { createJudge } from '../../engine/judge.ts'
import { policiesByNamespace } from '../../engine/namespace-policy.ts'
import type { Judge } from '../../engine/verdict.ts'
import type { Contradiction } from '../../gateway/ports.ts'
import { implementationsFrom } from '../../implementations/index.ts'
import { RULES } from '../../rules/index.ts'
import { createLogger, type Logger } from '../../telemetry/logger.ts'
import { createMetrics } from '../../telemetry/metrics.ts'
import { DRAIN_TIMES, drain } from '../../webhook/drain.ts'
import { buildHealth, type Check } from '../../webhook/health.ts'
import { buildServer } from '../../webhook/server.ts'
import { formatAddress } from '../address.ts'
import type { Command, CommandContext } from '../command.ts'
import { openConfiguration } from '../configuration.ts'
import { readVersion } from '../version.ts'
import { type BannerParts, banner } from './banner.ts'
import { openCertificate } from './certificate.ts'
import { openDetection } from './detection.ts'
import { readServeFlags, SERVE_HELP, type ServeFlags } from './flags.ts'
import { type OpenView, openView } from './view.ts'

export const serve: Command = {
  help: SERVE_HELP,
  async run(args, context) {
    const flags = readServeFlags(args)
    const logger = createLogger(flags.logLevel)
    const opened: (() => Promise<void>)[] = []
    try {
      return await serveUntilStopped(flags, context, logger, (close) => opened.push(close))
    } finally {
      for (const close of opened.reverse()) await close()
    }
  },
}

async function serveUntilStopped(
  flags: ServeFlags,
  context: CommandContext,
  logger: Logger,
  onEnd: (close: () => Promise<void>) => void,
): Promise<number> {
  const { stop, hurry, env } = context
  const metrics = createMetrics(readVersion())
  onEnd(async () => metrics.stop())
  const configuration = await openConfiguration(flags, logger)
  onEnd(() => configuration.close())
  const view = await openView(flags, env, logger)
  onEnd(() => view.close())
  metrics.cacheStatus(view.status)
  const source = openCertificate(flags, env, view.transport, logger)
  onEnd(() => source.stop())

  const detection = await openDetection(flags.detect, view.transport, logger)
  onEnd(() => detection.close())
  // What is configured comes last, and so wins.
  const entries = () => [...detection.current().map(({ entry }) => entry), ...configuration.current().implementations]
  metrics.implementations(() => [
    ...detection.current().map(({ entry }) => ({ entry, source: 'detected' })),
    ...configuration.current().implementations.map((entry) => ({ entry, source: 'configured' })),
  ])
  let judge = judgeFor(configuration.current(), entries(), view)
  const judgeAnew = () => {
    judge = judgeFor(configuration.current(), entries(), view)
  }
  configuration.onChange(judgeAnew)
  detection.onChange(judgeAnew)
  const recorder = view.transport && new EventRecorder(view.transport, logger)
  onEnd(async () => recorder?.stop())
  const tellByEvent = (contradiction: Contradiction) => {
    if (configuration.current().events) recorder?.record(contradiction)
  }
  const webhook = await buildServer({ judge: () => judge, source, logger, metrics, ready: view.ready, witness: view.witness, announce: tellByEvent })
  onEnd(() => webhook.close(0))
  const certificate: Check = {
    name: 'certificate',
    look: () => (source.current() ? { state: 'ok' } : { state: 'failed', words: 'there is none yet' }),
  }
  const health = buildHealth({ checks: [certificate, ...view.checks], metrics: () => metrics.registry.render() })
  onEnd(() => health.close())
  const healthAddress = await health.listen(flags.healthBind)
  // Only with a certificate is there anything to listen for: a handshake without one is a failed call.
  await source.start(stop)
  const address = await webhook.listen(flags.bind)
  view.start()
  announce(flags, context, logger, {
    version: readVersion(),
    address,
    healthAddress,
    flags,
    cluster: view.words,
    seen: view.seen(),
    entries: entries(),
  })
  await aborted(stop)
  const delay = flags.drainDelay === undefined ? (flags.cluster === undefined ? DRAIN_TIMES.delay : 0) : flags.drainDelay * 1000
  if (delay > 0) logger.info(`asked to stop: serving for ${delay / 1000} s more, until every caller has gone elsewhere`)
  await drain(webhook, health, { ...DRAIN_TIMES, delay }, hurry)
  return 0
}

/** A folder is a person at a terminal; a cluster is a Pod, whose output is a log. */
function announce(flags: ServeFlags, { stdout }: CommandContext, logger: Logger, parts: BannerParts): void {
  if (flags.cluster !== undefined) return void stdout.write(banner(parts))
  const { version, address, healthAddress, cluster, entries } = parts
  logger.info({ version, bind: formatAddress(address), health: formatAddress(healthAddress), cluster, implementations: entries }, 'taking reviews')
}

function judgeFor(config: Config, entries: readonly string[], { view, around }: OpenView): Judge {
  return createJudge({
    view,
    around,
    implementations: implementationsFrom(entries),
    rules: RULES,
    defaulters: DEFAULTERS,
    policyFor: policiesByNamespace(config, view),
  })
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
