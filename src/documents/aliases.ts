import { EVENT_ID, type Event } from 'js-yaml'

/** Far above any manifest, and far below what it takes to stall the process. */
const MOST_VALUES = 1_000_000

/** What is wrong with the aliases of a text: one that contains itself, or a handful that unfold into billions of values. */
export function aliasProblem(events: readonly Event[], values: readonly unknown[]): string | undefined {
  if (!hasAlias(events)) return undefined
  const sizes = new Map<object, number>()
  const within = new Set<object>()
  const sizeOf = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 1
    const known = sizes.get(value)
    if (known !== undefined) return known
    if (within.has(value)) return Number.NaN
    within.add(value)
    let size = 1
    for (const inner of Object.values(value)) size += sizeOf(inner)
    within.delete(value)
    sizes.set(value, size)
    return size
  }
  for (const value of values) {
    const size = sizeOf(value)
    if (Number.isNaN(size)) return 'cannot be read as YAML: an anchor contains an alias to itself'
    if (size > MOST_VALUES) return `cannot be read: its aliases unfold into more than ${MOST_VALUES} values`
  }
  return undefined
}

function hasAlias(events: readonly Event[]): boolean {
  for (const { type } of events) if (type === EVENT_ID.ALIAS) return true
  return false
}
