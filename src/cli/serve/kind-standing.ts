import type { KindStatus } from '../../cluster/kind-status.ts'
import type { LiveCluster } from '../../cluster/live-view.ts'
import { kindFacts } from '../../gateway/kinds.ts'
import type { KindStatus as Series } from '../../telemetry/metrics.ts'
import type { Check, Standing } from '../../webhook/health.ts'

/** A watch brings a bookmark every minute; one that does not is given up before this. */
const SILENT_AFTER = 180_000

/** A check for each kind that a cluster caches, by its plural. */
export function clusterChecks(cluster: LiveCluster, now: () => number = Date.now): Check[] {
  return cluster.status().map(({ kind }, index) => ({
    name: kindFacts(kind).plural,
    look: () => standingOf(cluster.status()[index] as KindStatus, now()),
  }))
}

/**
 * How a kind of the cluster cache stands, for a person: what is held and how old it may be, and what to look at where it lags or is blind.
 * It fails only while it has never been seen: a replica without its API server goes on with what it knows.
 */
export function standingOf(status: KindStatus, now: number): Standing {
  const { state, settled, failures } = status
  if (!settled) return { state: 'failed', words: `not listed yet${because(status)}` }
  const heard = ago(status.lastHeard, now)
  if (state === 'waiting') return { state: 'warning', words: `served since its CRD came, not listed yet${because(status)}` }
  if (state === 'forbidden') {
    const way = `grant get, list and watch on ${kindFacts(status.kind).plural}, unless they are withheld on purpose`
    return { state: 'warning', words: `no right to read, so unknown, and nothing is refused for it; ${way}; refused ${heard}${because(status)}` }
  }
  if (state === 'absent') {
    const words = 'not served by the cluster (no CRD)'
    if (failures > 0) return { state: 'warning', words: `${words} when last looked for, ${heard}${because(status)}` }
    return { state: 'ok', words: `${words}, looked for ${heard}` }
  }
  const { objects, version, watching, lastList, relists, reconnects, drift } = status
  const held = `${plural(objects, 'object')} (${version})`
  if (!watching && failures > 0) return { state: 'warning', words: `blind: ${held} as they were ${heard}, no watch is open${because(status)}` }
  const counts = `listed ${ago(lastList, now)}, ${plural(relists, 'relist')}, ${plural(reconnects, 'reconnect')}, drift ${drift}`
  if (age(status.lastHeard, now) > SILENT_AFTER) {
    return { state: 'warning', words: `lagging: ${held}, last heard ${heard}, though a bookmark is due every minute; ${counts}` }
  }
  return { state: 'ok', words: `${held}, ${watching ? 'watched' : 'its watch being opened'}, last heard ${heard}, ${counts}` }
}

/** The same for the metrics. */
export function seriesOf(status: KindStatus, now: number): Series {
  const { kind, state, objects, watching, lastHeard, lastEvent, lastList, relists, reconnects, drift, errors } = status
  return {
    kind,
    state,
    objects,
    watched: watching,
    relists,
    reconnects,
    drift,
    errors,
    ...(lastHeard !== undefined && { age: age(lastHeard, now) / 1000 }),
    ...(lastEvent !== undefined && { lastEventAge: age(lastEvent, now) / 1000 }),
    ...(lastList !== undefined && { lastListAge: age(lastList, now) / 1000 }),
  }
}

function because({ failures, lastError }: KindStatus): string {
  return failures === 0 ? '' : `; ${plural(failures, 'failure')} in a row, trying again, the last: ${lastError}`
}

function age(at: number | undefined, now: number): number {
  return at === undefined ? 0 : Math.max(0, now - at)
}

const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
] as const

/** `3 s ago`, in the largest unit of which there are two. */
function ago(at: number | undefined, now: number): string {
  const ms = age(at, now)
  const [unit, name] = UNITS.find(([size]) => ms >= 2 * size) ?? [1000, 's']
  return `${Math.floor(ms / unit)} ${name} ago`
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
