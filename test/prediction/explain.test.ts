import { describe, expect, it } from 'vitest'
import type { Implementations } from '../../src/gateway/implementation.ts'
import type { Kind } from '../../src/gateway/kinds.ts'
import type { StatusStep } from '../../src/gateway/status-steps.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import type { Explained, Silence } from '../../src/prediction/explain/explanation.ts'
import { explain } from '../../src/prediction/explain/index.ts'
import { type ObjectStatus, predictStatuses, statusReader } from '../../src/prediction/status.ts'
import { cluster, documents } from '../gateway/objects.ts'
import { clusterOf } from './status-states.ts'
import { states } from './truth.ts'

const NEGATIVE = ['Conflicted', 'PartiallyInvalid', 'RouteRulesOverlap', 'OverlappingTLSConfig', 'InsecureFrontendValidationMode']
const everybody = (from: Implementations): Implementations => ({
  ofController: () => from.ofController('example.com/any'),
  builtinClass: () => undefined,
})
const BY = [
  ['Envoy Gateway', 'spec', implementationsFrom(['envoy-gateway@1.9'])],
  ['Kong Ingress Controller', 'kong', implementationsFrom(['kic@3.5'])],
  ['Kuma', 'kuma', implementationsFrom(['kuma@2.14,gatewaySecretsInAllNamespaces=true'])],
  ['Istio', 'istio', implementationsFrom(['istio@1.31'])],
  ['the bare specification', 'spec', everybody(implementationsFrom(['gateway-api@1.7']))],
] as const

type Conditions = NonNullable<ObjectStatus['conditions']>

/** The conditions of each part of a status, in its order. */
function partsOf({ conditions, listeners, parents, ancestors }: ObjectStatus): Conditions[] {
  return [conditions ?? [], ...[...(listeners ?? []), ...(parents ?? []), ...(ancestors ?? [])].map((part) => part.conditions)]
}

// Entries that are written over each other stand where the first was.
const inOrder = (conditions: Conditions) => conditions.map(({ type, status, reason }) => `${type}=${status}/${reason}`).join(' ')
const plain = ({ conditions }: Explained) => conditions.map(({ type, status, reason }) => ({ type, status, reason }))

describe.each(BY)('every status of the given states, by %s', (_, suite, implementations) => {
  const explained = states(suite).flatMap(({ id, objects }) => {
    const { view, around } = clusterOf(objects)
    return predictStatuses(view, implementations, around).map((status) => {
      const found = view.get(status.kind as Kind, status.namespace, status.name)
      if (found.state !== 'found') throw new Error(status.name)
      const title = `${id} ${status.kind} ${status.namespace ?? ''}/${status.name}`
      return {
        title,
        status,
        object: found.object,
        view,
        around,
        explanation: explain(found.object.kind, found.object, view, implementations, around),
      }
    })
  })

  it('is explained with the conditions that it has', () => {
    expect(explained.length).toBeGreaterThan(500)
    for (const { title, status, explanation } of explained) {
      const parts = [explanation, ...explanation.parts.filter(({ silence }) => !silence)].map(plain)
      expect([title, ...parts.map(inOrder).sort()]).toEqual([title, ...partsOf(status).map(inOrder).sort()])
    }
  })

  it('rests, where something is wrong, on a step that was not passed', () => {
    const groundless = explained.flatMap(({ title, explanation }) =>
      [explanation, ...explanation.parts].flatMap(({ conditions }) =>
        conditions
          .filter(
            ({ type, status, steps }) =>
              status !== (NEGATIVE.includes(type) ? 'False' : 'True') &&
              !steps.some(({ ok }) => ok === false || (status === 'Unknown' && ok === undefined)),
          )
          .map(({ type, status, reason }) => `${title}: ${type}=${status}/${reason}`),
      ),
    )
    expect(groundless).toEqual([])
  })

  it('is in order only where nothing failed, or for a route one listener passed every step', () => {
    const baseless = explained.flatMap(({ title, explanation }) =>
      [explanation, ...explanation.parts].flatMap(({ conditions }) =>
        conditions.flatMap(({ type, status, reason, steps: own }) => {
          // What of a listener's faults takes Accepted from it is its controller's choice.
          const isBound = type === 'ResolvedRefs' || (type === 'Accepted' && !['Gateway', 'ListenerSet'].includes(explanation.kind))
          if (status !== 'True' || !isBound) return []
          const byListener = Map.groupBy(
            own.filter(({ subject }) => subject.startsWith('listener ')),
            ({ subject }) => subject,
          )
          const isPassed = byListener.size === 0 || [...byListener.values()].some((looks) => looks.every(({ ok }) => ok !== false))
          // A rule that is refused beside others costs no more than PartiallyInvalid says.
          const isPartial = conditions.some((one) => one.type === 'PartiallyInvalid')
          const failed = own.filter(
            ({ subject, ok, on }) => ok === false && !byListener.has(subject) && !(isPartial && on.includes('PartiallyInvalid')),
          )
          return isPassed && failed.length === 0 ? [] : [`${title}: ${type}/${reason} ${JSON.stringify(failed)}`]
        }),
      ),
    )
    expect(baseless).toEqual([])
  })

  it('ends, for each condition, with the step that sets it', () => {
    for (const { title, status, object, view, around } of explained) {
      const last = new Map<string, string>()
      const steps: StatusStep[] = []
      statusReader(view, implementations, { ...around, trace: (step) => steps.push(step) }).of(object.kind, object)
      const named = `${status.kind} ${status.namespace === undefined ? '' : `${status.namespace}/`}${status.name}`
      for (const step of steps) {
        if (step.object !== named) continue
        if ('dropped' in step) last.delete(`${step.part} ${step.dropped}`)
        else if ('written' in step)
          last.set(`${step.part} ${step.written.type}`, `${step.written.type}=${step.written.status}/${step.written.reason}`)
      }
      const ended = [...last.values()].sort()
      const written = partsOf(status)
        .flat()
        .map(({ type, status, reason }) => `${type}=${status}/${reason}`)
        .sort()
      // Entries that several parentRefs share are written once.
      expect([title, ended.filter((one) => !written.includes(one))]).toEqual([title, []])
      expect([title, written.filter((one) => !ended.includes(one))]).toEqual([title, []])
    }
  })

  it('is the same whether or not somebody listens', () => {
    for (const { title, status, object, view, around } of explained.slice(0, 400)) {
      const heard = statusReader(view, implementations, { ...around, trace: () => {} }).of(object.kind, object)
      expect([title, heard]).toEqual([title, status])
    }
  })
})

const STATE = `
{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: eg}, spec: {controllerName: gateway.envoyproxy.io/gatewayclass-controller}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: other}, spec: {controllerName: example.com/other}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: gw, namespace: a}, spec: {gatewayClassName: eg, listeners: [{name: l, port: 80, protocol: HTTP}]}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: foreign, namespace: a}, spec: {gatewayClassName: other, listeners: []}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: classless, namespace: a}, spec: {gatewayClassName: absent, listeners: []}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: refused, namespace: a}, spec: {gatewayClassName: eg, listeners: [], addresses: [{type: Odd, value: x}]}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: ListenerSet, metadata: {name: shut-out, namespace: a}, spec: {parentRef: {name: gw}, listeners: []}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: ListenerSet, metadata: {name: orphan, namespace: a}, spec: {parentRef: {name: absent}, listeners: []}}
`

describe('what gets no status', () => {
  const parents = (refs: string) =>
    `{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r, namespace: a}, spec: {parentRefs: [${refs}], rules: [{}]}}`
  const explainedIn = (text: string, kind: Kind, name: string, unknown: readonly Kind[] = [], namespace: string | undefined = 'a') => {
    const view = cluster(...documents(`${STATE}---\n${text}`))
    for (const one of unknown) view.setState(one, { state: 'unknown', why: 'not listed yet' })
    const found = view.get(kind, namespace, name)
    if (found.state !== 'found') throw new Error(name)
    return explain(kind, found.object, view, implementationsFrom(['envoy-gateway@1.9']), {})
  }

  it.each<[string, Partial<Silence>]>([
    ['{name: absent}', { because: 'parent absent', parent: 'Gateway a/absent' }],
    ['{name: foreign}', { because: 'foreign controller', className: 'other', controllerName: 'example.com/other' }],
    ['{name: classless}', { because: 'class absent', className: 'absent' }],
    ['{name: refused}', { because: 'parent refused', parent: 'Gateway a/refused', reason: 'UnsupportedAddress' }],
    ['{kind: ListenerSet, name: shut-out}', { because: 'set not let in' }],
    ['{kind: ListenerSet, name: orphan}', { because: 'parent absent', parent: 'Gateway a/absent' }],
    ['{kind: ListenerSet, name: absent}', { because: 'parent absent', parent: 'ListenerSet a/absent' }],
    ['{kind: Service, group: "", name: s}', { because: 'parent absent', parent: 'Service a/s' }],
    ['{kind: Odd, group: x.example, name: s}', { because: 'foreign parent', kind: 'Odd' }],
  ])('parentRef %s', (ref, silence) => {
    const { parts } = explainedIn(parents(`${ref}, {name: gw}`), 'HTTPRoute', 'r')
    expect(parts.map((one) => one.silence)).toEqual([silence, undefined])
    expect(parts[1]?.conditions.map(({ type }) => type)).toEqual(['Accepted', 'ResolvedRefs'])
  })

  it('where the view does not know the parent, and where another parentRef takes the entry', () => {
    expect(explainedIn(parents('{name: gw}'), 'HTTPRoute', 'r', ['Gateway']).parts[0]?.silence).toEqual({
      because: 'parent not known',
      parent: 'Gateway a/gw',
    })
    expect(explainedIn(parents('{name: gw, port: 80}, {name: gw, port: 81}'), 'HTTPRoute', 'r').parts.map(({ silence }) => silence)).toEqual([
      { because: 'written over', by: 'spec.parentRefs[1]' },
      undefined,
    ])
  })

  const edge = (name: string, more = '') =>
    `{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: ${name}, namespace: b${more}}, spec: {gatewayClassName: eg, defaultScope: All, listeners: []}}\n---\n`
  it.each([
    ['absent', '', []],
    ['found', edge('d'), []],
    ['leaving', edge('d', ', deletionTimestamp: "2026-01-01T00:00:00Z"'), []],
    ['unknown', edge('d'), ['Gateway']],
  ] as const)('at default Gateways, which are %s, beside the parentRefs', (state, gateways, unknown) => {
    for (const refs of ['{name: gw}', '']) {
      const asking = parents(refs).replace('spec: {', 'spec: {useDefaultGateways: All, ')
      const { parts } = explainedIn(`${gateways}${asking}`, 'HTTPRoute', 'r', unknown)
      expect(parts.map(({ path }) => path)).toEqual([...(refs === '' ? [] : ['spec.parentRefs[0]']), 'spec.useDefaultGateways'])
      expect(parts.at(-1)).toMatchObject({ title: 'default Gateways, scope All', silence: { because: 'default Gateways', scope: 'All', state } })
    }
  })

  it.each<[Kind, string, Partial<Silence>]>([
    ['Gateway', 'foreign', { because: 'foreign controller', className: 'other', controllerName: 'example.com/other' }],
    ['Gateway', 'classless', { because: 'class absent', className: 'absent' }],
    ['ListenerSet', 'orphan', { because: 'parent absent', parent: 'Gateway a/absent' }],
    ['BackendTLSPolicy', 'p', { because: 'unused' }],
    ['ReferenceGrant', 'g', { because: 'kind without status' }],
    ['XTelemetryPolicy', 't', { because: 'kind not predicted' }],
  ])('%s %s', (kind, name, silence) => {
    const more = `{apiVersion: gateway.networking.k8s.io/v1, kind: BackendTLSPolicy, metadata: {name: p, namespace: a}, spec: {targetRefs: [{group: "", kind: Service, name: s}]}}
---
{apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant, metadata: {name: g, namespace: a}, spec: {}}
---
{apiVersion: gateway.networking.x-k8s.io/v1alpha1, kind: XTelemetryPolicy, metadata: {name: t, namespace: a}, spec: {}}`
    expect(explainedIn(more, kind, name).silence).toEqual(silence)
  })

  it('a controller whose status is not predicted yet is named', () => {
    const by: Implementations = {
      ofController: (name) => {
        const found = implementationsFrom([]).ofController(name)
        if (!found) return undefined
        const { status: _, ...rest } = found
        return rest
      },
      builtinClass: () => undefined,
    }
    const view = cluster(...documents(`${STATE}---\n${parents('{name: gw}')}`))
    for (const [kind, name] of [
      ['Gateway', 'gw'],
      ['HTTPRoute', 'r'],
    ] as const) {
      const found = view.get(kind, 'a', name)
      if (found.state !== 'found') throw new Error(name)
      const explained = explain(kind, found.object, view, by, {})
      expect((explained.parts[0] ?? explained).silence).toEqual({ because: 'not predicted yet', title: 'Envoy Gateway' })
    }
  })
})

describe('a parent that is a Service, at a mesh', () => {
  const MESH = `
{apiVersion: v1, kind: Service, metadata: {name: s, namespace: a}, spec: {ports: [{port: 80}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: theirs, namespace: a, labels: {istio.io/use-waypoint: foreign}}, spec: {ports: [{port: 80}]}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r, namespace: a}, spec: {parentRefs: [{group: "", kind: Service, name: s}, {group: "", kind: Service, name: absent}, {group: "", kind: Service, name: theirs}, {kind: Service, name: s}], rules: [{backendRefs: [{name: absent, port: 80}]}]}}
`
  const view = cluster(...documents(`${STATE}---${MESH}`))
  const found = view.get('HTTPRoute', 'a', 'r')
  if (found.state !== 'found') throw new Error('r')
  const { parts } = explain('HTTPRoute', found.object, view, implementationsFrom(['istio@1.31']), {})

  it('has the conditions that the mesh writes, each with its steps', () => {
    expect(parts.map((part) => inOrder(plain(part)))).toEqual([
      'Accepted=True/Accepted ResolvedRefs=False/BackendNotFound',
      'Accepted=False/NoMatchingParent ResolvedRefs=False/BackendNotFound',
      '',
      '',
    ])
    expect(parts.map(({ decider }) => decider)).toEqual([...Array(3).fill(expect.objectContaining({ title: 'Istio 1.31' })), undefined])
    const failing = parts.map(({ steps }) => steps.filter(({ ok }) => ok === false).map(({ subject, check }) => `${subject} ${check}`.trim()))
    const backend = 'spec.rules[0].backendRefs[0]: Service a/absent:80 existence'
    expect(failing).toEqual([[backend], ['existence', backend], ['waypoint', backend], []])
  })

  it('is silent where its requests go through the Gateway of another controller, or where it is no parent', () => {
    expect(parts.slice(2).map(({ silence }) => silence)).toEqual([
      { because: 'foreign parent', kind: 'Service' },
      { because: 'foreign parent', kind: 'Service' },
    ])
  })
})
