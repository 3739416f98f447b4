import { describe, expect, it } from 'vitest'
import { retryWithoutAttempts } from '../../src/rules/route/retry-without-attempts.ts'
import { inRoute, paths } from './places.ts'

const found = (...all: unknown[]) => inRoute(retryWithoutAttempts, { rules: all.map((retry) => ({ retry })) })

describe('retry-without-attempts', () => {
  it('tells codes and backoff, of each rule', () => {
    const findings = found({ attempts: 0, codes: [503], backoff: '1s' }, { attempts: 0, codes: [500] })
    expect(paths(findings)).toEqual(['spec.rules[0].retry.backoff', 'spec.rules[0].retry.codes', 'spec.rules[1].retry.codes'])
    expect(findings[0]).toMatchObject({ class: 'odd', message: 'attempts: 0 switches retries off, so this has no effect' })
  })

  it('finds nothing in attempts: 0 alone, nor where there is one attempt, the default', () => {
    expect(found({ attempts: 0 }, { attempts: 0, codes: [] }, { codes: [503] }, { attempts: 1, backoff: '1s' }, undefined)).toEqual([])
  })
})
