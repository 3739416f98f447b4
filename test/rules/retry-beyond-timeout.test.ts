import { describe, expect, it } from 'vitest'
import { retryBeyondTimeout } from '../../src/rules/route/retry-beyond-timeout.ts'
import { inRoute, paths } from './places.ts'

const rule = (retry: unknown, request?: string) => ({ retry, ...(request && { timeouts: { request } }) })
const found = (...rules: unknown[]) => inRoute(retryBeyondTimeout, { rules })

describe('retry-beyond-timeout', () => {
  it('counts the attempts, one unless said', () => {
    const findings = found(rule({ attempts: 3, backoff: '500ms' }, '1s'), rule({ backoff: '1m1s' }, '1m'))
    expect(paths(findings)).toEqual(['spec.rules[0].retry.backoff', 'spec.rules[1].retry.backoff'])
    expect(findings[0]).toMatchObject({ class: 'odd', message: '3 attempts with a backoff of 500ms take longer than the 1s that the request has' })
  })

  it('finds nothing where they fit exactly, and where the request has no limit', () => {
    const fine = [rule({ attempts: 2, backoff: '500ms' }, '1s'), rule({ attempts: 9, backoff: '1h' }), rule({ attempts: 9, backoff: '1h' }, '0s')]
    expect(found(...fine, rule({ attempts: 0, backoff: '1h' }, '1s'), rule({ attempts: 9 }, '1ms'))).toEqual([])
  })
})
