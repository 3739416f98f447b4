import type { UntypedObject } from '../../gateway/objects.ts'
import { text } from '../../gateway/shape.ts'

type Aged = Pick<UntypedObject, 'metadata'>

/** Older first, then by namespace, then by name (gateway-api, guideline on conflicts). Without a timestamp an object counts as the newest. */
export function byAge(a: Aged, b: Aged): number {
  const [first, second] = [bornAt(a), bornAt(b)]
  if (first !== second) return first < second ? -1 : 1
  return compare(a.metadata.namespace ?? '', b.metadata.namespace ?? '') || compare(a.metadata.name, b.metadata.name)
}

/** Why one object comes before another; undefined where it does not. */
export function precedence(first: Aged, second: Aged): 'older' | 'by name' | undefined {
  if (bornAt(first) !== bornAt(second)) return bornAt(first) < bornAt(second) ? 'older' : undefined
  return byAge(first, second) < 0 ? 'by name' : undefined
}

function bornAt({ metadata }: Aged): number {
  const written = text(metadata.creationTimestamp)
  const time = written === undefined ? Number.NaN : Date.parse(written)
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
