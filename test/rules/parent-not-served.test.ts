import { describe, expect, it } from 'vitest'
import { parentNotServed } from '../../src/rules/parent/parent-not-served.ts'
import { gateway } from '../gateway/objects.ts'
import { foundBy } from './found.ts'
import { atParents, bare, CLASS, ENVOY, FOREIGN, listenerSet, SPEC } from './parents.ts'

const EDGE = bare({ listeners: [{ name: 'web', port: 80, protocol: 'HTTP' }] })
const orphan = gateway({ name: 'orphan', className: 'gone', listeners: ['web HTTP 80'] })
const refused = gateway({
  name: 'refused',
  className: 'envoy',
  listeners: ['web HTTP 80'],
  spec: { addresses: [{ type: 'x.io/pool', value: 'a' }], allowedListeners: { namespaces: { from: 'All' } } },
})

describe('parent-not-served', () => {
  it('tells of a class that is not there and of a Gateway that is refused as a whole', () => {
    const findings = atParents(parentNotServed, [{ name: 'edge' }, { name: 'orphan' }, { name: 'refused' }], [EDGE, orphan, ENVOY, refused])
    expect(findings.map(({ class: of, whole, path, message }) => [of, whole, path, message])).toEqual([
      [
        'absent',
        false,
        'spec.parentRefs[1]',
        'Gateway "orphan" is of GatewayClass "gone", which is not there: the route does not attach there, and no status would say so',
      ],
      [
        'absent',
        false,
        'spec.parentRefs[2]',
        'Envoy Gateway refuses Gateway "refused" as a whole (Accepted=False/UnsupportedAddress): the route does not attach there, and no status would say so',
      ],
    ])
    expect(findings[0]?.restsOn).toEqual([
      { kind: 'Gateway', namespace: 'default', name: 'orphan', state: 'found' },
      { kind: 'GatewayClass', name: 'gone', state: 'absent' },
    ])
  })

  it('tells through a ListenerSet', () => {
    const set = listenerSet({ parentRef: { name: 'orphan' } })
    expect(atParents(parentNotServed, [{ kind: 'ListenerSet', name: 'more' }], [orphan, set])).toMatchObject([
      { message: expect.stringMatching(/^the Gateway of ListenerSet "more" is of GatewayClass "gone", which is not there/) },
    ])
  })

  it('tells a ListenerSet, also where its status stays clean', () => {
    const said = (name: string) => foundBy(parentNotServed, listenerSet({ parentRef: { name } }), [CLASS, ENVOY, EDGE, orphan, refused], SPEC)
    expect(said('orphan')).toMatchObject([{ path: 'spec.parentRef', atMost: 'warn' }])
    expect(said('refused').map(({ message }) => message)).toEqual([
      'Envoy Gateway refuses Gateway "refused" as a whole (Accepted=False/UnsupportedAddress): none of its listeners is served, although Envoy Gateway writes Accepted=True',
    ])
    expect(said('edge')).toEqual([])
  })

  it('says nothing of classes of others', () => {
    expect(atParents(parentNotServed, [{ name: 'foreign' }], FOREIGN, { entries: [] })).toEqual([])
  })
})
