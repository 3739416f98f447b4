import type { ObjectStatus } from '../../src/prediction/status.ts'

/** A status line as the truth has it; what never settles is not compared. */
export interface Written {
  readonly status: readonly ObjectStatus[]
  readonly unstable?: readonly string[]
}

type Values = Map<string, string>

// What is compared of each part, with the status that counts where a condition is not written. A Gateway's own Programmed needs a running data plane.
const COMPARED: Record<string, Record<string, string>> = {
  GatewayClass: { Accepted: 'Unknown' },
  Gateway: { Accepted: 'Unknown', ResolvedRefs: 'True' },
  ListenerSet: { Accepted: 'Unknown' },
  listener: { Accepted: 'True', ResolvedRefs: 'True', Conflicted: 'False', Programmed: 'True' },
  parent: { Accepted: 'Unknown', ResolvedRefs: 'True', PartiallyInvalid: 'False', RouteRulesOverlap: 'False', Programmed: 'True' },
  ancestor: { Accepted: 'Unknown', ResolvedRefs: 'True' },
}
const NEGATIVE = ['Conflicted', 'PartiallyInvalid', 'RouteRulesOverlap']
const healthy = (type: string) => (NEGATIVE.includes(type) ? 'False' : 'True')

/** Every single thing that two statuses can agree on: conditions, counts, kinds, and that a part is there at all. */
export function atomsOf({ status }: Written, unstable: readonly string[] = []): Values {
  const atoms: Values = new Map()
  const put = (shape: string, object: string, slot: string, conditions: ObjectStatus['conditions'] = []) => {
    atoms.set(`${object}|${slot}|present`, 'yes')
    for (const [type, absent] of Object.entries(COMPARED[shape] ?? {})) {
      const found = conditions.find((condition) => condition.type === type)
      const value = found?.status ?? absent
      const isFine = value === healthy(type) || (type === 'Programmed' && value !== 'False')
      atoms.set(`${object}|${slot}|${type}`, isFine ? healthy(type) : `${value}/${found?.reason ?? ''}`)
    }
  }
  for (const entry of status) {
    const object = `${entry.kind} ${entry.namespace ? `${entry.namespace}/` : ''}${entry.name}`
    if (unstable.includes(object)) continue
    if (COMPARED[entry.kind]) put(entry.kind, object, '', entry.conditions)
    for (const listener of entry.listeners ?? []) {
      put('listener', object, listener.name, listener.conditions)
      atoms.set(`${object}|${listener.name}|attachedRoutes`, String(listener.attachedRoutes ?? 0))
      atoms.set(`${object}|${listener.name}|supportedKinds`, [...(listener.supportedKinds ?? [])].sort().join(','))
    }
    for (const { parentRef, conditions } of entry.parents ?? []) put('parent', object, refName(parentRef), conditions)
    for (const { ancestorRef, conditions } of entry.ancestors ?? []) put('ancestor', object, refName(ancestorRef), conditions)
  }
  return atoms
}

function refName({
  kind,
  namespace,
  name,
  sectionName,
  port,
}: {
  kind: string
  namespace?: string
  name: string
  sectionName?: string
  port?: number
}) {
  return `${kind} ${namespace ?? ''}/${name}${sectionName ? `#${sectionName}` : ''}${port ? `:${port}` : ''}`
}

export interface Figures {
  readonly bad: number
  readonly badFound: number
  readonly healthy: number
  readonly falseAlarms: number
  readonly differences: readonly string[]
}

/** How a prediction compares with what was written, and each difference as `OBJECT|PART|WHAT: WRITTEN -> PREDICTED`. */
export function compare(written: Written, predicted: Written): Figures {
  const [wanted, got] = [atomsOf(written, written.unstable), atomsOf(predicted, written.unstable)]
  const counts = { bad: 0, badFound: 0, healthy: 0, falseAlarms: 0 }
  const differences: string[] = []
  for (const key of new Set([...wanted.keys(), ...got.keys()])) {
    const [want, have] = [wanted.get(key) ?? 'none', got.get(key) ?? 'none']
    const [wantBad, haveBad] = [isBad(key, want), isBad(key, have)]
    if (wantBad) counts.bad++
    else counts.healthy++
    if (want === have) counts.badFound += wantBad ? 1 : 0
    else {
      if (!wantBad && haveBad) counts.falseAlarms++
      differences.push(`${key}: ${want} -> ${have}`)
    }
  }
  return { ...counts, differences }
}

function isBad(key: string, value: string): boolean {
  const what = key.slice(key.lastIndexOf('|') + 1)
  return !['present', 'attachedRoutes', 'supportedKinds'].includes(what) && value !== 'none' && value !== healthy(what)
}
