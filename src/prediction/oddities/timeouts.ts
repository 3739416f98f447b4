import { type Fields, isRecord, text } from '../../gateway/shape.ts'
import type { Oddity } from './oddity.ts'

/** A backend that may take for ever inside a request that may not; CEL compares the numbers, and 0 is smaller. */
export function unlimitedBackendTimeout(rule: Fields, path: string, found: Oddity[]): void {
  if (!isRecord(rule.timeouts)) return
  const { request, backendRequest } = rule.timeouts
  if (milliseconds(backendRequest) !== 0 || !milliseconds(request)) return
  found.push({
    oddity: 'backend-timeout-unlimited',
    path: `${path}.timeouts.backendRequest`,
    key: text(rule.name) ?? text(request) ?? '',
    request: text(request) ?? '',
  })
}

/** The codes that a controller has to know (HTTPRouteRetry.Codes). */
const CORE_CODES: readonly unknown[] = [500, 502, 503, 504]

/** What in a retry has no effect, no time, or no promise that the controller can do it (HTTPRouteRetry; attempts are 1 unless said). */
export function retries(rule: Fields, path: string, found: Oddity[]): void {
  const { retry, timeouts } = rule
  if (!isRecord(retry)) return
  const { codes, backoff, attempts = 1 } = retry
  const here = `${path}.retry`
  const key = text(rule.name) ?? ''
  if (attempts === 0) {
    if (Array.isArray(codes) && codes.length > 0) found.push({ oddity: 'retry-without-attempts', path: `${here}.codes`, key: `${key} codes` })
    if (backoff !== undefined) found.push({ oddity: 'retry-without-attempts', path: `${here}.backoff`, key: `${key} backoff` })
    return
  }
  const rare = Array.isArray(codes) ? codes.filter((code): code is number => typeof code === 'number' && !CORE_CODES.includes(code)) : []
  if (rare.length > 0) found.push({ oddity: 'retry-not-portable', path: `${here}.codes`, key: `${key} ${rare.toSorted().join(' ')}`, codes: rare })
  if (typeof backoff !== 'string') return
  const request = isRecord(timeouts) ? timeouts.request : undefined
  const limit = milliseconds(request)
  if (limit && typeof attempts === 'number' && (milliseconds(backoff) ?? 0) * attempts > limit) {
    found.push({ oddity: 'retry-beyond-timeout', path: `${here}.backoff`, key, attempts, backoff, request: text(request) ?? '' })
  } else found.push({ oddity: 'retry-not-portable', path: `${here}.backoff`, key: `${key} backoff`, codes: [] })
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

/** A duration of GEP-2257 (`1h30m`, `500ms`); undefined for what is none. */
export function milliseconds(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > 40 || !/^(?:\d{1,5}(?:ms|[hms])){1,4}$/.test(value)) return undefined
  let total = 0
  for (const [, number, unit] of value.matchAll(/(\d+)(ms|[hms])/g)) total += Number(number) * (UNITS[unit as string] as number)
  return total
}
