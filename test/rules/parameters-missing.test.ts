import { describe, expect, it } from 'vitest'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { parametersMissing } from '../../src/rules/class/parameters-missing.ts'
import { KUMA, OPERATOR } from '../gateway/objects.ts'
import { foundBy } from './found.ts'
import { CLASS, configMap, ENVOY, inGateway, SPEC } from './places.ts'

const ref = (kind: string, name: string, namespace?: string, group = '') => ({ group, kind, name, ...(namespace && { namespace }) })
const having = (of: UntypedObject, parametersRef: unknown) => ({ ...of, spec: { ...(of.spec as object), parametersRef } })
const listeners = [{ name: 'web', port: 80, protocol: 'HTTP' }]
const OTHERS = [configMap('there'), configMap('gone', {}, 'other')]
const REFUSED = { type: 'Accepted', status: 'False', reason: 'InvalidParameters' }
/** Only `example.com/Config "there"` is there, in `default`, and `Wide "wide"` in no namespace. */
const exists = (group: string, kind: string, namespace: string | undefined, name: string) =>
  group === 'example.com' &&
  ((kind === 'Config' && namespace === 'default' && name === 'there') || (kind === 'Wide' && namespace === undefined && name === 'wide'))

const missing = (of: UntypedObject, parametersRef: unknown, entries = SPEC, around: object = { exists }) =>
  foundBy(parametersMissing, having(of, parametersRef), OTHERS, entries, { around })

describe('parameters-missing', () => {
  it('tells what is not there', () => {
    expect(missing(CLASS, ref('ConfigMap', 'gone', 'default'))).toMatchObject([
      {
        class: 'absent',
        whole: false,
        path: 'spec.parametersRef',
        key: '/ConfigMap default/gone',
        message: 'ConfigMap "gone", which parametersRef names, is not there (Accepted=False/InvalidParameters)',
        hint: 'create it in namespace "default", or leave parametersRef out',
        condition: REFUSED,
        restsOn: [{ kind: 'ConfigMap', namespace: 'default', name: 'gone', state: 'absent' }],
      },
    ])
    expect(missing(CLASS, ref('Config', 'gone', 'default', 'example.com'))).toMatchObject([
      { message: 'Config "gone" of group example.com, which parametersRef names, is not there (Accepted=False/InvalidParameters)', restsOn: [] },
    ])
  })

  it('tells kinds that the controller does not take', () => {
    expect(missing(ENVOY, ref('ConfigMap', 'there', 'default'), ['envoy-gateway@1.9'])).toMatchObject([
      {
        message: 'ConfigMap "there", which parametersRef names, is of no kind that Envoy Gateway 1.9 takes (Accepted=False/InvalidParameters)',
        hint: 'name one of kind EnvoyProxy of group gateway.envoyproxy.io, or leave parametersRef out',
        restsOn: [],
      },
    ])
  })

  it('has no condition where nobody knows what the controller writes', () => {
    const findings = missing(OPERATOR, ref('ConfigMap', 'gone', 'default'), ['kong-operator@2.3'])
    expect(findings).toMatchObject([{ message: 'ConfigMap "gone", which parametersRef names, is not there' }])
    expect(findings[0]).not.toHaveProperty('condition')
  })

  it.each([
    ['is there', CLASS, ref('ConfigMap', 'there', 'default'), SPEC, { exists }],
    ['of another kind is there', CLASS, ref('Config', 'there', 'default', 'example.com'), SPEC, { exists }],
    ['cannot be looked for', CLASS, ref('Config', 'gone', 'default', 'example.com'), SPEC, {}],
    ['nothing is named', CLASS, undefined, SPEC, { exists }],
    ['the controller is foreign', CLASS, ref('ConfigMap', 'gone', 'default'), [], { exists }],
  ])('finds nothing where it %s', (_, of, parametersRef, entries, around) => {
    expect(missing(of, parametersRef, entries, around)).toEqual([])
  })

  it('looks for those of an XMesh, which refuse nothing', () => {
    const mesh = (parametersRef: unknown): UntypedObject => ({
      apiVersion: 'gateway.networking.x-k8s.io/v1alpha1',
      kind: 'XMesh',
      metadata: { name: 'mesh' },
      spec: { controllerName: 'example.com/mesh', parametersRef },
    })
    const found = (parametersRef: unknown) => foundBy(parametersMissing, mesh(parametersRef), OTHERS, [], { around: { exists } })
    expect(found(ref('ConfigMap', 'gone', 'default'))).toMatchObject([
      { class: 'absent', atMost: 'warn', path: 'spec.parametersRef', key: '/ConfigMap default/gone', condition: REFUSED },
    ])
    expect(found(ref('Config', 'gone', 'default', 'example.com'))).toHaveLength(1)
    for (const there of [ref('ConfigMap', 'there', 'default'), ref('Wide', 'wide', undefined, 'example.com'), undefined, null, 7]) {
      expect(found(there)).toEqual([])
    }
  })

  it('looks for those of a Gateway beside it', () => {
    const inSpec = (parametersRef: unknown, entries = SPEC, of = CLASS) =>
      inGateway(parametersMissing, { listeners, infrastructure: { parametersRef } }, entries, of, OTHERS, { around: { exists } })
    expect(inSpec(ref('ConfigMap', 'gone'))).toMatchObject([
      { path: 'spec.infrastructure.parametersRef', condition: REFUSED, restsOn: [{ namespace: 'default', name: 'gone' }] },
    ])
    expect(inSpec(ref('Config', 'there', undefined, 'example.com'))).toEqual([])
    expect(inSpec(ref('ConfigMap', 'gone'), ['kuma@3.0'], KUMA)).toEqual([])
  })
})
