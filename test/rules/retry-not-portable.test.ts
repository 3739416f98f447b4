import { describe, expect, it } from 'vitest'
import { retryNotPortable } from '../../src/rules/route/retry-not-portable.ts'
import { inRoute } from './places.ts'

const found = (...all: unknown[]) => inRoute(retryNotPortable, { rules: all.map((retry) => ({ retry })) })

describe('retry-not-portable', () => {
  it('tells codes beyond the four, and a backoff, of each rule', () => {
    expect(found({ codes: [503, 429, 404] }, { codes: [599], backoff: '1s' })).toMatchObject([
      {
        class: 'odd',
        path: 'spec.rules[0].retry.codes',
        message: 'a controller need not retry on 429 and 404: only 500, 502, 503 and 504 are promised',
      },
      { path: 'spec.rules[1].retry.backoff', hint: 'leave it out, or see what your controller does' },
      { path: 'spec.rules[1].retry.codes' },
    ])
  })

  it('finds nothing in the four codes, nor where retries are off', () => {
    expect(found({ attempts: 100, codes: [500, 502, 503, 504] }, { attempts: 0, codes: [429], backoff: '1s' }, {})).toEqual([])
  })
})
