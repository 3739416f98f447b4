import { describe, expect, it } from 'vitest'
import { backendWithoutPort } from '../../src/rules/backend/backend-without-port.ts'
import { gatewayClass } from '../gateway/objects.ts'
import { inBackends, inRules, service, told } from './backends.ts'

const others = [service('shop', ['80', '53/UDP'])]

describe('backend-without-port', () => {
  it('tells each, with the ports that there are', () => {
    const findings = inBackends(backendWithoutPort, [{ name: 'shop' }, { name: 'absent' }], { others })
    expect(told(findings)).toEqual([
      'spec.rules[0].backendRefs[0]: backend Service "shop" is named without a port (ResolvedRefs=False/PortNotSpecified)',
      'spec.rules[0].backendRefs[1]: backend Service "absent" is named without a port (ResolvedRefs=False/PortNotSpecified)',
    ])
    expect(findings.map(({ hint, whole, class: of }) => [of, whole, hint])).toEqual([
      ['intrinsic', true, 'add a port: the Service has 80 and 53 (UDP)'],
      ['intrinsic', true, 'add the port of the Service'],
    ])
  })

  it('is only a part where something else is served', () => {
    const rules = [{ backendRefs: [{ name: 'shop' }] }, { backendRefs: [{ name: 'shop' }, { name: 'shop', port: 80 }] }]
    expect(inRules(backendWithoutPort, rules, { others }).map(({ whole }) => whole)).toEqual([false, false])
    const redirect = { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] }
    expect(inRules(backendWithoutPort, [...rules.slice(0, 1), redirect], { others }).map(({ whole }) => whole)).toEqual([false])
  })

  it('finds nothing where no port is needed, or nothing may be told', () => {
    const backend = { group: 'gateway.networking.x-k8s.io', kind: 'XBackend', name: 'x' }
    expect(inBackends(backendWithoutPort, [backend, backend], { className: gatewayClass('bare', 'example.com/x') })).toEqual([])
    expect(
      inBackends(
        backendWithoutPort,
        [
          { name: 'shop', namespace: 'closed' },
          { name: 'shop', port: 80 },
        ],
        { others },
      ),
    ).toEqual([])
  })
})
