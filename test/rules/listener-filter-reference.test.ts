import { describe, expect, it } from 'vitest'
import { listenerFilterReference } from '../../src/rules/filter/listener-filter-reference.ts'
import { gateway, gatewayClass, grant } from '../gateway/objects.ts'
import { service, told } from './backends.ts'
import { foundBy } from './found.ts'

const CLASS = gatewayClass('bare', 'example.com/x')
const auth = (backendRef: unknown) => ({ type: 'ExternalAuth', externalAuth: { protocol: 'HTTP', backendRef } })
const listener = (name: string, ...requests: unknown[]) => ({ name, port: 80, protocol: 'HTTP', hostname: `${name}.example`, filters: { requests } })
const listeners = [
  listener('a', auth({ name: 'guard', port: 80 }), auth({ name: 'gard', port: 80 })),
  listener(
    'b',
    auth({ kind: 'Pod', name: 'guard' }),
    auth({ name: 'away', namespace: 'closed', port: 80 }),
    auth({ name: 'gone', namespace: 'open', port: 80 }),
  ),
  listener('c', { type: 'ExtensionRef', extensionRef: { group: 'example.com', kind: 'Guard', name: 'g' } }),
]
const set = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'ListenerSet',
  metadata: { name: 'more', namespace: 'default' },
  spec: { parentRef: { name: 'edge' }, listeners },
}
const grants = ['Gateway', 'ListenerSet'].map((kind) => grant('open', { kind, namespace: 'default' }, { kind: 'Service' }, kind.toLowerCase()))
const others = [CLASS, service('guard', ['80']), ...grants]

describe('listener-filter-reference', () => {
  it.each([
    ['Gateway', gateway({ className: 'bare', spec: { listeners } }), others],
    ['ListenerSet', set, [...others, gateway({ className: 'bare', listeners: ['web HTTP 80'] })]],
  ])('tells each of a %s that leads nowhere', (_, object, world) => {
    const findings = foundBy(listenerFilterReference, object, world, ['gateway-api@1.7'])
    const at = (n: number, m: number) => `spec.listeners[${n}].filters.requests[${m}].externalAuth.backendRef`
    const named = (name: string) => `a filter of listener "${name}" (HTTP, port 80, hostname ${name}.example) names`
    expect(told(findings)).toEqual([
      `${at(0, 1)}: ${named('a')} Service "gard", which does not exist in namespace "default"`,
      `${at(1, 0)}: ${named('b')} Pod "guard", which is no kind of backend`,
      `${at(1, 2)}: ${named('b')} Service "gone", which does not exist in namespace "open"`,
    ])
    expect(findings[0]).toMatchObject({
      class: 'absent',
      whole: false,
      restsOn: [{ kind: 'Service', namespace: 'default', name: 'gard', state: 'absent' }],
    })
  })
})
