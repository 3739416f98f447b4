/** So many files at a time: few enough that no thread is long at work when the others are done. */
const AT_ONCE = 8

/** Ranges of positions below `end` that no other thread has claimed yet. */
export function* claims(claimed: SharedArrayBuffer, end: number): Iterable<[from: number, to: number]> {
  const next = new Int32Array(claimed)
  for (;;) {
    const from = Atomics.add(next, 0, AT_ONCE)
    if (from >= end) return
    yield [from, Math.min(from + AT_ONCE, end)]
  }
}
