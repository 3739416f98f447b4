const DECIMAL = /^(0|[1-9][0-9]*)$/

/**
 * Whether `a` is from before `b`. Versions are decimal numbers of any length (KEP-5504); where either is not, nothing is known
 * of their order and the answer is false: then the last word from the server counts.
 */
export function isOlder(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined || !DECIMAL.test(a) || !DECIMAL.test(b)) return false
  return a.length === b.length ? a < b : a.length < b.length
}

/** The one of two versions that is not older. */
export function later(a: string, b: string): string {
  return isOlder(b, a) ? a : b
}
