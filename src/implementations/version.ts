/** A version as `major.minor`, comparable as a number; a patch level is read and dropped. */
export function versionNumber(version: string): number | undefined {
  const match = /^v?(\d{1,4})\.(\d{1,4})(\.\d+)?(-[\w.]+)?$/.exec(version)
  return match ? Number(match[1]) * 10_000 + Number(match[2]) : undefined
}

/** The entry of a table of version ranges that holds for a version: the last one that begins at or below it. */
export function since<T>(version: string, rows: readonly (readonly [from: string, value: T])[]): T {
  const wanted = versionNumber(version) ?? Number.POSITIVE_INFINITY
  let value = (rows[0] as readonly [string, T])[1]
  for (const [from, entry] of rows) {
    if ((versionNumber(from) ?? 0) <= wanted) value = entry
  }
  return value
}
