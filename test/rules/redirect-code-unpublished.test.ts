import { describe, expect, it } from 'vitest'
import { redirectCodeUnpublished } from '../../src/rules/filter/redirect-code-unpublished.ts'
import { gatewayClass } from '../gateway/objects.ts'
import { inRules, told } from './backends.ts'

const bare = (...names: string[]) => ({
  ...gatewayClass('bare', 'example.com/x'),
  ...(names.length > 0 && { status: { supportedFeatures: names.map((name) => ({ name })) } }),
})
const rules = [301, 303, 308, 307, undefined].map((statusCode) => ({
  filters: [{ type: 'RequestRedirect', requestRedirect: { hostname: 'a.example', ...(statusCode && { statusCode }) } }],
}))

describe('redirect-code-unpublished', () => {
  it('tells each code that the class does not publish', () => {
    const findings = inRules(redirectCodeUnpublished, rules, { className: bare('Gateway', 'HTTPRoute303RedirectStatusCode') })
    const words = (code: number) =>
      `a redirect with status code ${code} needs feature HTTPRoute${code}RedirectStatusCode, which class "bare" does not publish (PartiallyInvalid=True/UnsupportedValue)`
    expect(told(findings)).toEqual([`spec.rules[2].filters[0]: ${words(308)}`, `spec.rules[3].filters[0]: ${words(307)}`])
    expect(findings.map((one) => [one.class, one.whole, one.hint])).toEqual([
      ['contradiction', false, 'write statusCode 301'],
      ['contradiction', false, 'write statusCode 302'],
    ])
  })

  it('takes a class that publishes nothing to have everything', () => {
    expect(inRules(redirectCodeUnpublished, rules, { className: bare() })).toEqual([])
  })
})
