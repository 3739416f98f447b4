/** Reads values of unproven shape: a stored object of an old version, or a body that somebody posts, need not satisfy the schema. */

export type Fields = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The entries of a list that are objects, or an empty list. Positions are lost: use `recordEntries` where a path is made of them. */
export function records(value: unknown): Fields[] {
  if (!Array.isArray(value)) return []
  const found: Fields[] = []
  for (const entry of value) if (isRecord(entry)) found.push(entry)
  return found
}

/** The entries of a list that are objects, each with its position. */
export function recordEntries(value: unknown): [number, Fields][] {
  if (!Array.isArray(value)) return []
  const entries: [number, Fields][] = []
  for (let index = 0; index < value.length; index++) {
    const entry: unknown = value[index]
    if (isRecord(entry)) entries.push([index, entry])
  }
  return entries
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
