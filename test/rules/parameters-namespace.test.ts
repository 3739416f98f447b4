import { describe, expect, it } from 'vitest'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { parametersNamespace } from '../../src/rules/class/parameters-namespace.ts'
import { OPERATOR } from '../gateway/objects.ts'
import { foundBy } from './found.ts'
import { CLASS, configMap, SPEC } from './places.ts'

const ref = (kind: string, name: string, namespace?: string, group = '') => ({ group, kind, name, ...(namespace && { namespace }) })
const having = (of: UntypedObject, parametersRef: unknown) => ({ ...of, spec: { ...(of.spec as object), parametersRef } })
const OTHERS = [configMap('there'), configMap('gone', {}, 'other')]
const REFUSED = { type: 'Accepted', status: 'False', reason: 'InvalidParameters' }
/** Only `example.com/Config "there"` is there, in `default`, and `Wide "wide"` in no namespace. */
const exists = (group: string, kind: string, namespace: string | undefined, name: string) =>
  group === 'example.com' &&
  ((kind === 'Config' && namespace === 'default' && name === 'there') || (kind === 'Wide' && namespace === undefined && name === 'wide'))

describe('parameters-namespace', () => {
  const misplaced = (of: UntypedObject, parametersRef: unknown, entries = SPEC) =>
    foundBy(parametersNamespace, having(of, parametersRef), OTHERS, entries, { around: { exists } })

  it('tells a namespace that is missing, and one too many', () => {
    expect(misplaced(CLASS, ref('ConfigMap', 'there'))).toMatchObject([
      {
        class: 'contradiction',
        whole: true,
        path: 'spec.parametersRef',
        message: 'ConfigMap "there", which parametersRef names, lives in a namespace, and none is given (Accepted=False/InvalidParameters)',
        condition: REFUSED,
      },
    ])
    expect(misplaced(CLASS, ref('GatewayClass', 'bare', 'default', 'gateway.networking.k8s.io'))).toMatchObject([{ whole: true }])
    expect(misplaced(CLASS, ref('Wide', 'wide', 'default', 'example.com'))).toMatchObject([
      { message: 'Wide "wide", which parametersRef names, lives in no namespace, and "default" is given (Accepted=False/InvalidParameters)' },
    ])
  })

  it('of an XMesh, and refuses nothing', () => {
    const mesh = { apiVersion: 'gateway.networking.x-k8s.io/v1alpha1', kind: 'XMesh', metadata: { name: 'mesh' }, spec: {} }
    expect(misplaced(mesh, ref('ConfigMap', 'there'))).toMatchObject([{ path: 'spec.parametersRef', atMost: 'warn', condition: REFUSED }])
    expect(misplaced(mesh, ref('Wide', 'wide', 'default', 'example.com'))).toHaveLength(1)
    expect(misplaced(mesh, ref('ConfigMap', 'there', 'default'))).toEqual([])
  })

  it('kills nothing where nobody knows what the controller writes', () => {
    expect(misplaced(OPERATOR, ref('ConfigMap', 'there'), ['kong-operator@2.3'])).toMatchObject([{ whole: false }])
  })

  it('finds nothing where the namespace is right, or the kind is not known', () => {
    for (const right of [
      ref('ConfigMap', 'there', 'default'),
      ref('Wide', 'wide', undefined, 'example.com'),
      ref('Config', 'gone', undefined, 'example.com'),
    ])
      expect(misplaced(CLASS, right)).toEqual([])
  })
})
