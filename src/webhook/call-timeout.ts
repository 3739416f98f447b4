const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
// What the manifests ask for, and what a caller that says nothing is taken to wait.
const DEFAULT = 5_000
const MOST = 30_000

// A caller says the same at every call.
let last = { url: '', timeout: DEFAULT }

/** How long the API server waits for an answer, in milliseconds: `?timeout=5s`, a Go duration, which it appends to the URL of every call. */
export function timeoutOf(url: string): number {
  if (url !== last.url) last = { url, timeout: readTimeout(url) }
  return last.timeout
}

function readTimeout(url: string): number {
  const written = /[?&]timeout=([^&]*)/.exec(url)?.[1] ?? ''
  const parts = [...written.matchAll(/(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h)/g)]
  const total = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit as string] as number), 0)
  const isWhole = parts.map(([text]) => text).join('') === written && total > 0
  return isWhole ? Math.min(total, MOST) : DEFAULT
}
