import { describe, expect, it } from 'vitest'
import { redirectOnBackend } from '../../src/rules/route/redirect-on-backend.ts'
import { inRoute, paths } from './places.ts'

const redirect = { type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }
const rewrite = { type: 'URLRewrite', urlRewrite: { hostname: 'a.example' } }

describe('redirect-on-backend', () => {
  it('tells each backend that has one', () => {
    const rules = [{ backendRefs: [{ name: 'a', filters: [rewrite, redirect] }, { name: 'b' }, { name: 'c', filters: [redirect] }] }]
    const findings = inRoute(redirectOnBackend, { rules })
    expect(paths(findings)).toEqual(['spec.rules[0].backendRefs[0].filters[1]', 'spec.rules[0].backendRefs[2].filters[0]'])
    expect(findings[0]).toMatchObject({
      class: 'partial',
      whole: false,
      message: 'a redirect is answered at once, so backend "a" never gets the request that it is the filter of',
    })
  })

  it('finds nothing at the rule, nor in another filter of a backend', () => {
    expect(inRoute(redirectOnBackend, { rules: [{ filters: [redirect] }, { backendRefs: [{ name: 'a', filters: [rewrite] }] }] })).toEqual([])
  })
})
