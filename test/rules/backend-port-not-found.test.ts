import { describe, expect, it } from 'vitest'
import { backendPortNotFound } from '../../src/rules/backend/backend-port-not-found.ts'
import { gatewayClass } from '../gateway/objects.ts'
import { inBackends, inRules, service, told } from './backends.ts'

const others = [
  service('shop', ['80', '443']),
  service('bare', []),
  service('away', ['80'], {}, 'closed'),
  service('outside', [], { type: 'ExternalName' }),
]
const CONDITION = '(ResolvedRefs=False/PortNotFound)'

describe('backend-port-not-found', () => {
  it('names each port that a Service does not have, and those that it has', () => {
    const mirror = { type: 'RequestMirror', requestMirror: { backendRef: { name: 'shop', port: 9 } } }
    const backendRefs = [
      { name: 'shop', port: 80 },
      { name: 'shop', port: 81 },
      { name: 'bare', port: 80 },
    ]
    const findings = inRules(backendPortNotFound, [{ filters: [mirror], backendRefs }], { others })
    expect(told(findings)).toEqual([
      `spec.rules[0].backendRefs[1]: backend Service "shop" has no port 81, only 80 and 443 ${CONDITION}`,
      `spec.rules[0].backendRefs[2]: backend Service "bare" has no port 80, nor any other ${CONDITION}`,
      `spec.rules[0].filters[0].requestMirror.backendRef: mirror Service "shop" has no port 9, only 80 and 443 ${CONDITION}`,
    ])
    expect(findings[0]).toMatchObject({
      class: 'contradiction',
      whole: false,
      hint: 'write port 80 or 443, or add port 81 to the Service',
      restsOn: [{ kind: 'Service', namespace: 'default', name: 'shop', state: 'found' }],
    })
  })

  it('tells where no status would', () => {
    const findings = inBackends(
      backendPortNotFound,
      [
        { name: 'shop', port: 81 },
        { name: 'shop', port: 82 },
      ],
      { others, className: gatewayClass('bare', 'example.com/x') },
    )
    expect(told(findings)).toEqual([
      'spec.rules[0].backendRefs[0]: backend Service "shop" has no port 81, only 80 and 443, and no status would say so',
      'spec.rules[0].backendRefs[1]: backend Service "shop" has no port 82, only 80 and 443, and no status would say so',
    ])
  })

  it.each([
    ['a Service that is absent', [{ name: 'absent', port: 81 }]],
    ['a Service of another namespace without a grant', [{ name: 'away', namespace: 'closed', port: 81 }]],
    ['an ExternalName', [{ name: 'outside', port: 81 }]],
    ['a reference without a port', [{ name: 'shop' }]],
    [
      'the same port twice',
      [
        { name: 'shop', port: 80 },
        { name: 'shop', port: 80 },
      ],
    ],
  ])('finds nothing in %s', (_, backends) => {
    expect(inBackends(backendPortNotFound, backends, { others })).toEqual([])
  })
})
