import { describe, expect, it } from 'vitest'
import { noMatchingSection } from '../../src/rules/parent/no-matching-section.ts'
import { gateway, KUMA } from '../gateway/objects.ts'
import { atParents, bare, FOREIGN, listenerSet, told } from './parents.ts'

const listeners = [
  { name: 'web', port: 80, protocol: 'HTTP' },
  { name: 'secure', port: 443, protocol: 'HTTP', hostname: 'a.example' },
]
const EDGE = bare({ listeners, allowedListeners: { namespaces: { from: 'All' } } })
const set = (namespace = 'default') =>
  listenerSet({ parentRef: { name: 'edge', namespace: 'default' }, listeners: [{ name: 'more', port: 81, protocol: 'HTTP' }] }, { namespace })
const NO = '(Accepted=False/NoMatchingParent)'

describe('no-matching-section', () => {
  it('tells a name, a port, and a name on another port, each parentRef by itself', () => {
    const refs = [{ sectionName: 'wbe' }, { port: 8080 }, { sectionName: 'web', port: 443 }, { sectionName: 'secure', port: 81 }]
    const findings = atParents(
      noMatchingSection,
      refs.map((ref) => ({ name: 'edge', ...ref })),
      [EDGE],
    )
    expect(findings.map(({ path, message, hint }) => [path, message, hint])).toEqual([
      [
        'spec.parentRefs[0].sectionName',
        `Gateway "edge" has no listener "wbe" ${NO}`,
        'it has "web" (HTTP, port 80) and "secure" (HTTP, port 443, hostname a.example)',
      ],
      [
        'spec.parentRefs[1].port',
        `Gateway "edge" has no listener on port 8080 ${NO}`,
        'it has "web" (HTTP, port 80) and "secure" (HTTP, port 443, hostname a.example)',
      ],
      [
        'spec.parentRefs[2].port',
        `listener "web" of Gateway "edge" is on port 80, and not on 443 ${NO}`,
        'write port: 80, or sectionName: secure for port 443, or leave one of the two out',
      ],
      [
        'spec.parentRefs[3].port',
        `listener "secure" of Gateway "edge" is on port 443, and not on 81 ${NO}`,
        'write port: 443, or leave one of the two out',
      ],
    ])
    expect(findings[0]).toMatchObject({
      class: 'contradiction',
      whole: true,
      condition: { type: 'Accepted', status: 'False', reason: 'NoMatchingParent' },
      restsOn: [{ kind: 'Gateway', namespace: 'default', name: 'edge', state: 'found' }],
    })
  })

  it.each<[string, Record<string, unknown>[], boolean]>([
    ['another parent works', [{ name: 'edge' }], false],
    ['another Gateway is not there', [{ name: 'gone' }], true],
    ['another Gateway is of a class of others', [{ name: 'foreign' }], true],
    ['a mesh has its Service', [{ group: '', kind: 'Service', name: 'shop' }], false],
    ['a mesh has not the port', [{ group: '', kind: 'Service', name: 'shop', port: 81 }], true],
    ['some mesh may read the Service', [{ kind: 'Service', name: 'shop' }], false],
  ])('refuses the whole route only where nothing else is left: %s', (_, more, whole) => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop', namespace: 'default' }, spec: { ports: [{ port: 80 }] } }
    // The bare specification would claim the class of `foreign`.
    const others = [KUMA, gateway({ className: 'kuma', listeners: ['web HTTP 80'] }), service, ...FOREIGN]
    const entries = ['gateway.envoyproxy.io/gatewayclass-controller@1.9']
    const envoy = gateway({ name: 'envoy', className: 'envoy', listeners: ['web HTTP 80'] })
    const envoyClass = { ...KUMA, metadata: { name: 'envoy' }, spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' } }
    expect(
      atParents(noMatchingSection, [{ name: 'envoy', sectionName: 'nope' }, ...more], [...others, envoyClass, envoy], { entries }),
    ).toMatchObject([{ path: 'spec.parentRefs[0].sectionName', whole }])
  })

  it('says where the section is', () => {
    const refs = [
      { name: 'edge', sectionName: 'more' },
      { kind: 'ListenerSet', name: 'more', sectionName: 'web' },
    ]
    expect(atParents(noMatchingSection, refs, [EDGE, set()]).map(({ hint }) => hint)).toEqual([
      'ListenerSet "more" has a listener of that name: name the ListenerSet as parent (kind: ListenerSet)',
      'Gateway "edge" has a listener of that name: name the Gateway as parent',
    ])
    expect(atParents(noMatchingSection, refs.slice(0, 1), [EDGE, set('hidden')]).map(({ hint }) => hint)).toEqual([
      'a ListenerSet of it has a listener of that name: name the ListenerSet as parent (kind: ListenerSet)',
    ])
  })

  it('tells a Gateway without listeners', () => {
    expect(told(atParents(noMatchingSection, [{ name: 'edge' }], [bare({})]))).toEqual([
      ['spec.parentRefs[0]', true, `Gateway "edge" has no listeners ${NO}`],
    ])
  })

  it('says nothing where the controller writes the listeners itself', () => {
    const kong = { ...KUMA, metadata: { name: 'kong' }, spec: { controllerName: 'konghq.com/kic-gateway-controller' } }
    const edge = gateway({ className: 'kong', listeners: ['web HTTP 80'] })
    const at = (entries: string[]) => atParents(noMatchingSection, [{ name: 'edge', sectionName: 'nope' }], [kong, edge], { entries })
    expect(at(['kic@2.4'])).toEqual([])
  })

  it.each([{}, { sectionName: 'web' }, { port: 443 }, { sectionName: 'secure', port: 443 }])('finds nothing for %o', (ref) => {
    expect(atParents(noMatchingSection, [{ name: 'edge', ...ref }], [EDGE])).toEqual([])
  })
})
