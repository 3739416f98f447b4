import { describe, expect, it } from 'vitest'
import { unsupportedListenerFilter } from '../../src/rules/filter/unsupported-listener-filter.ts'
import { gateway, gatewayClass } from '../gateway/objects.ts'
import { told } from './backends.ts'
import { foundBy } from './found.ts'

const filters = { requests: [{ type: 'ExtensionRef', extensionRef: { group: 'example.com', kind: 'Guard', name: 'g' } }] }
const listeners = [
  { name: 'a', port: 80, protocol: 'HTTP', filters },
  { name: 'b', port: 81, protocol: 'HTTP', filters: { requests: [] } },
  { name: 'c', port: 82, protocol: 'HTTP', filters },
]
const inClass = (...names: string[]) => {
  const status = names.length > 0 && { status: { supportedFeatures: names.map((name) => ({ name })) } }
  return foundBy(
    unsupportedListenerFilter,
    gateway({ className: 'bare', spec: { listeners } }),
    [{ ...gatewayClass('bare', 'example.com/x'), ...status }],
    ['gateway-api@1.7'],
  )
}

describe('unsupported-listener-filter', () => {
  it('tells each listener that has filters', () => {
    const findings = inClass('Gateway', 'HTTPRoute')
    const words = 'has filters, which need feature GatewayListenerFilters, and class "bare" does not publish it: requests may pass without them'
    expect(told(findings)).toEqual([
      `spec.listeners[0].filters.requests: listener "a" (HTTP, port 80) ${words}`,
      `spec.listeners[2].filters.requests: listener "c" (HTTP, port 82) ${words}`,
    ])
    for (const one of findings) expect(one).toMatchObject({ class: 'contradiction', whole: false })
  })

  it('finds nothing where the class has the feature, or publishes none', () => {
    expect([inClass('GatewayListenerFilters'), inClass()]).toEqual([[], []])
  })
})
