import { describe, expect, it } from 'vitest'
import { backendTimeoutUnlimited } from '../../src/rules/route/backend-timeout-unlimited.ts'
import { inRoute, paths } from './places.ts'

const found = (...all: unknown[]) => inRoute(backendTimeoutUnlimited, { rules: all.map((timeouts) => ({ timeouts })) })

describe('backend-timeout-unlimited', () => {
  it('tells each rule, with the time of the request', () => {
    const findings = found({ request: '1m30s', backendRequest: '0s' }, { request: '500ms', backendRequest: '0h0m' })
    expect(paths(findings)).toEqual(['spec.rules[0].timeouts.backendRequest', 'spec.rules[1].timeouts.backendRequest'])
    expect(findings[0]).toMatchObject({
      class: 'odd',
      message: 'the request to the backend has no limit (0s), the whole request ends after 1m30s',
      hint: 'leave backendRequest out, or give it a time of at most 1m30s',
    })
  })

  it('finds nothing where neither or both have a limit, or where it is no duration', () => {
    const fine = [{ request: '0s', backendRequest: '0s' }, { request: '10s', backendRequest: '10s' }, { request: '10s' }, { backendRequest: '0s' }]
    expect(found(...fine, { request: 'soon', backendRequest: '0s' }, { request: '10s', backendRequest: 0 }, undefined)).toEqual([])
  })
})
