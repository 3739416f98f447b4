import { ApiError } from '../../cluster/api-error.ts'
import { listDeployments } from '../../cluster/deployments.ts'
import { realTiming, type Timing } from '../../cluster/timing.ts'
import type { Transport } from '../../cluster/transport.ts'
import { type Detected, detect } from '../../implementations/detect.ts'
import { ENV_PREFIXES } from '../../implementations/workloads.ts'
import type { Logger } from '../../telemetry/logger.ts'

/** What the cluster itself says of the controllers that run in it. */
export interface OpenDetection {
  current(): readonly Detected[]
  onChange(listener: () => void): void
  close(): Promise<void>
}

const NOTHING: OpenDetection = { current: () => [], onChange: () => {}, close: async () => {} }
const AGAIN = 300_000
const FIRST = 5_000

/**
 * Looks at once, and again every five minutes; resolves with the first answer, or without it after five seconds. Never rejects: what cannot be
 * read is logged, and what was found before counts on.
 */
export async function openDetection(
  isWanted: boolean,
  transport: Transport | undefined,
  logger: Logger,
  timing: Timing = realTiming(),
): Promise<OpenDetection> {
  if (!isWanted || !transport) return NOTHING
  const stop = new AbortController()
  const listeners: (() => void)[] = []
  let current: readonly Detected[] = []
  let known = ''
  const look = async () => {
    try {
      const { found, notes } = detect(await listDeployments(transport, ENV_PREFIXES, timing, stop.signal))
      const seen = JSON.stringify([found, notes])
      if (seen === known) return
      known = seen
      current = found
      for (const { entry, from } of found) logger.info({ implementation: entry, from }, `detected ${entry}: ${from}`)
      for (const note of notes) logger.warn(note)
      if (found.length === 0 && notes.length === 0) logger.info('no Deployment of a known controller was found')
      for (const listener of listeners) listener()
    } catch (error) {
      if (stop.signal.aborted) return
      const isForbidden = error instanceof ApiError && error.status === 403
      const what = isForbidden ? 'the right to list Deployments is missing (overlay detect brings it)' : 'Deployments cannot be listed'
      logger.warn({ err: error }, `--detect: ${what}; what is configured counts`)
    }
  }
  const first = look()
  await Promise.race([first, timing.sleep(FIRST, stop.signal)])
  const following = first.then(() => follow(look, timing, stop.signal))
  return {
    current: () => current,
    onChange: (listener) => listeners.push(listener),
    close: async () => {
      stop.abort()
      await following
    },
  }
}

async function follow(look: () => Promise<void>, timing: Timing, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await timing.sleep(AGAIN, signal)
    if (!signal.aborted) await look()
  }
}
