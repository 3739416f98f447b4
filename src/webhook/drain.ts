import { setTimeout as sleep } from 'node:timers/promises'
import type { HealthServer } from './health.ts'
import type { WebhookServer } from './server.ts'

export interface DrainTimes {
  /** Milliseconds to go on serving, until every API server and proxy has learnt that this replica is leaving. */
  readonly delay: number
  /** Milliseconds for what is in flight after that: the longest timeoutSeconds a webhook may have is 30. */
  readonly grace: number
}

export const DRAIN_TIMES: DrainTimes = { delay: 10_000, grace: 30_000 }

/** Ends both servers without failing a call. Aborting `hurry` (a second signal) cuts the delay short, never what is in flight. */
export async function drain(webhook: WebhookServer, health: HealthServer, times: DrainTimes = DRAIN_TIMES, hurry?: AbortSignal): Promise<void> {
  health.startDraining()
  webhook.startDraining()
  await sleep(times.delay, undefined, hurry ? { signal: hurry } : {}).catch((error: Error) => {
    if (error.name !== 'AbortError') throw error
  })
  await webhook.close(times.grace)
  await health.close()
}
