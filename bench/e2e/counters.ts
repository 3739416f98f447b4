import type { Api } from './api.ts'

/** What the API server counts of one webhook, since it started. */
export interface Calls {
  /** Calls of UPDATE that were admitted. */
  readonly count: number
  /** Seconds in them, all together. */
  readonly seconds: number
  /** Calls that failed, were refused or were passed over, or that came with another operation. */
  readonly other: number
}

const NONE: Calls = { count: 0, seconds: 0, other: 0 }
const DURATION = 'apiserver_admission_webhook_admission_duration_seconds'
const LINE = new RegExp(`^(${DURATION}_sum|${DURATION}_count|apiserver_admission_webhook_fail_open_count)\\{(.*)\\} (\\S+)$`, 'gm')

/** Webhook name -> what the API server counts of it. */
export async function readCounters(api: Api): Promise<ReadonlyMap<string, Calls>> {
  const { text } = await api.send('GET', '/metrics')
  const calls = new Map<string, Calls>()
  for (const [, metric = '', labels = '', value = ''] of text.matchAll(LINE)) {
    const label = (name: string) => new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels)?.[1]
    const before = calls.get(label('name') ?? '') ?? NONE
    const isMeasured = label('operation') === 'UPDATE' && label('rejected') === 'false'
    const add = (key: keyof Calls) => calls.set(label('name') ?? '', { ...before, [key]: before[key] + Number(value) })
    if (metric === `${DURATION}_sum`) isMeasured && add('seconds')
    else add(metric === `${DURATION}_count` && isMeasured ? 'count' : 'other')
  }
  return calls
}

/** What was counted in between. */
export function between(before: ReadonlyMap<string, Calls>, after: ReadonlyMap<string, Calls>, webhook: string): Calls {
  const [from, to] = [before.get(webhook) ?? NONE, after.get(webhook) ?? NONE]
  return { count: to.count - from.count, seconds: to.seconds - from.seconds, other: to.other - from.other }
}

/** @throws where the API server did not call the webhook once for each of `expected` updates: such a run measures nothing. */
export function assertCalled(webhook: string, { count, other }: Calls, expected: number): void {
  if (count === expected && other === 0) return
  const more = other > 0 ? `, and ${other} calls that failed, were refused or passed over` : ''
  throw new Error(`${webhook}: ${expected} updates, but by the API server's own count ${count} calls${more}: the figures of this run are void`)
}
