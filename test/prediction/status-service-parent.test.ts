import { describe, expect, it } from 'vitest'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { at, BACKENDS, CLASS, gateway, HTTP, predicted, route, service } from './kuma-objects.ts'
import { bad, statusesOf } from './statuses.ts'

describe('a parent that is a Service', () => {
  const parents = (refs: string, { entry = 'kuma@2.14', backends = BACKENDS, meta = at('r') } = {}) => {
    const text = service('web') + service('bare', 'clusterIP: None,') + service('web', '', 'shop') + route([backends], `parentRefs: [${refs}]`, meta)
    const [status] = Object.entries(predicted(text, entry, 'MeshService')).filter(([title]) => title.startsWith('HTTPRoute'))
    return status?.[1].parents?.map(({ parentRef: { kind, name }, conditions }) => [`${kind} ${name}`, ...bad(conditions)]) ?? []
  }
  const ABSENT = 'Accepted=False/NoMatchingParent'

  it.each<[string, string, string[][], string[][]]>([
    [
      'with its group and without',
      '{kind: Service, group: "", name: web}, {kind: Service, name: web, port: 80}',
      [['Service web'], ['Service web']],
      [['Service web'], ['Service web']],
    ],
    ['of another group', '{kind: Service, group: apps, name: web}, {kind: Service, name: web}', [['Service web']], [['Service web']]],
    ['that is absent', '{kind: Service, name: no}, {kind: Service, name: web}', [['Service web']], [['Service no', ABSENT], ['Service web']]],
    [
      'without the port',
      '{kind: Service, name: web, port: 81}, {kind: Service, name: web, port: 9090}',
      [['Service web'], ['Service web']],
      [['Service web', ABSENT], ['Service web']],
    ],
    [
      'by the name of a port',
      '{kind: Service, name: web, sectionName: web}, {kind: Service, name: web, sectionName: "80"}, {kind: Service, name: web, sectionName: "9090", port: 80}',
      [['Service web'], ['Service web'], ['Service web']],
      [['Service web'], ['Service web', ABSENT], ['Service web', ABSENT]],
    ],
    [
      'without an address',
      '{kind: Service, name: bare}, {kind: Service, name: web}',
      [['Service bare'], ['Service web']],
      [['Service bare', ABSENT], ['Service web']],
    ],
    ['in the place of one', '{kind: MeshService, group: kuma.io, name: m}, {kind: MeshService, group: apps, name: m}', [], [['MeshService m']]],
  ])('%s: 2.14, and 3.0', (_, refs, expected, expected3) => {
    expect(parents(refs)).toEqual(expected)
    expect(parents(refs, { entry: 'kuma@3.0' })).toEqual(expected3)
  })

  it.each<[string, string, string[], string[]]>([
    ['without a grant', '{name: web, namespace: shop, port: 80}', [], ['ResolvedRefs=False/RefNotPermitted']],
    ['without the port', '{name: web, port: 80}, {name: web, port: 81}', [], ['ResolvedRefs=False/BackendNotFound']],
    ['that is absent', '{name: web, port: 80}, {name: no, port: 80}', ['ResolvedRefs=False/BackendNotFound'], ['ResolvedRefs=False/BackendNotFound']],
    [
      'of another kind',
      '{name: e, kind: ExternalService, group: kuma.io}, {name: m, kind: MeshService, group: kuma.io, port: 80}',
      ['ResolvedRefs=False/BackendNotFound'],
      ['ResolvedRefs=False/InvalidKind'],
    ],
  ])('a backend %s: 2.14, and 3.0', (_, backends, expected, expected3) => {
    const list = `backendRefs: [${backends}]`
    expect(parents('{kind: Service, name: web}', { backends: list })).toEqual([['Service web', ...expected]])
    expect(parents('{kind: Service, name: web}', { backends: list, entry: 'kuma@3.0' })).toEqual([['Service web', ...expected3]])
  })

  it('is served where the controller is configured, or has a class', () => {
    const text = service('web') + route([BACKENDS], 'parentRefs: [{kind: Service, group: "", name: web}]')
    const titles = (classes: string, entries: string[]) => Object.keys(statusesOf(classes + text, {}, [], implementationsFrom(entries)))
    expect(titles('', ['kuma@2.14'])).toContain('HTTPRoute infra/r')
    expect(titles(CLASS, [])).toContain('HTTPRoute infra/r')
    expect(titles('', [])).not.toContain('HTTPRoute infra/r')
  })
})

it.each([
  ['kuma@2.3', ['GatewayClass kuma', 'Gateway infra/gw', 'HTTPRoute infra/r']],
  ['kuma@3.0', []],
  ['kuma@2.14,mode=global', []],
])('%s writes for classes, Gateways and their routes', (entry, titles) => {
  expect(Object.keys(predicted(gateway([HTTP]) + service('web') + route([BACKENDS]), entry)).filter((title) => !/ (eg|bare)$/.test(title))).toEqual(
    titles,
  )
})
