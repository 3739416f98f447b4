import { describe, expect, it } from 'vitest'
import { kindOf } from '../../src/gateway/kinds.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import type { ClusterView } from '../../src/gateway/ports.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { predict } from '../../src/prediction/index.ts'
import type { ObjectPrediction } from '../../src/prediction/prediction.ts'
import { cluster } from '../gateway/objects.ts'
import { isOf, type State, type StatusEntry, states, statuses, type TruthCondition, webhookVerdicts } from './truth.ts'

const SUITES = [
  { suite: 'spec', cases: 'spec', entry: 'envoy-gateway@1.9', conflicted: 17 },
  { suite: 'istio', cases: 'istio', entry: 'istio@1.31', conflicted: 36 },
  { suite: 'istio-1.29', cases: 'istio', entry: 'istio@1.29', conflicted: 0 },
  { suite: 'kuma', cases: 'kuma', entry: 'kuma@2.14', conflicted: 20 },
  { suite: 'kong', cases: 'kong', entry: 'kic@3.5', conflicted: 93 },
]

/** Where a prediction is known to differ. Each of these must still differ, so that the list stays true. */
const KNOWN_CONFLICTS: Record<string, string> = {
  'spec-1-0218': 'Envoy Gateway leaves a listener that is invalid already out of the conflict test; validity is not predicted yet',
}
const KNOWN_GRANTS: Record<string, string> = {
  'spec-1-0184': 'Envoy Gateway does not load the mirror backends of GRPCRoutes, so a grant that permits them is not found',
}

interface Predicted {
  readonly object: AnyObject
  readonly prediction: ObjectPrediction | undefined
  readonly status: StatusEntry | undefined
}

function replay(state: State, status: readonly StatusEntry[], entry: string): Predicted[] {
  const view: ClusterView = cluster(...state.objects)
  const implementations = implementationsFrom([entry])
  return state.objects.flatMap((object) => {
    const known = kindOf(object.apiVersion, object.kind)
    if (!known) return []
    const prediction = predict({ kind: known.kind, object, before: object }, view, implementations)
    return [{ object, prediction, status: status.find((one) => isOf(object, one)) }]
  })
}

const conflict = (conditions: readonly TruthCondition[] | undefined) =>
  conditions?.find((c) => c.type === 'Conflicted' && c.status === 'True')?.reason
const title = (object: AnyObject) => `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`
const references = (prediction: ObjectPrediction | undefined) => (prediction && 'references' in prediction ? prediction.references : [])
const missing = (prediction: ObjectPrediction | undefined) => references(prediction).filter((fact) => fact.grant === 'missing')

describe.each(SUITES)('$suite, as $entry', ({ suite, cases, entry, conflicted }) => {
  const truth = statuses(suite)
  const all = states(cases).map((state) => ({ id: state.id, tags: state.tags, objects: replay(state, truth.get(state.id) ?? [], entry) }))

  it('every listener is Conflicted as its controller says, with the reason', () => {
    const different: string[] = []
    const differing = new Set<string>()
    let seen = 0
    for (const { id, objects } of all) {
      for (const { object, prediction, status } of objects) {
        if (object.kind !== 'Gateway') continue
        for (const { name, conditions } of status?.listeners ?? []) {
          const said = conflict(conditions)
          if (said) seen++
          const listeners = prediction?.kind === 'Gateway' ? prediction.listeners : []
          const predicted = conflict(listeners.find((listener) => listener.name === name)?.conditions)
          if (said === predicted) continue
          differing.add(id)
          if (!(id in KNOWN_CONFLICTS)) different.push(`${id} ${title(object)} listener ${name}: ${predicted} predicted, ${said} written`)
        }
      }
    }
    expect(different).toEqual([])
    expect([...differing].sort()).toEqual(Object.keys(KNOWN_CONFLICTS).filter((id) => id.startsWith(`${suite}-`)))
    expect(seen).toBe(conflicted)
  })

  it('a listener that loses by order is refused with the same reason in Accepted and Programmed', () => {
    for (const { objects } of all) {
      for (const { prediction, status } of objects) {
        if (prediction?.kind !== 'Gateway' || prediction.implementation.listeners.losers !== 'later') continue
        for (const { name, conditions } of prediction.listeners) {
          const written = status?.listeners?.find((listener) => listener.name === name)?.conditions
          // A Gateway that is refused for its address has no listeners in its status.
          if (conditions.length === 0 || !written) continue
          expect(written).toEqual(expect.arrayContaining(conditions.map((condition) => ({ ...condition }))))
        }
      }
    }
  })

  it('whatever is RefNotPermitted lacks a grant', () => {
    const unexplained = new Set<string>()
    let seen = 0
    for (const { id, objects } of all) {
      for (const { object, prediction, status } of objects) {
        const conditions = [
          ...(status?.conditions ?? []),
          ...[...(status?.parents ?? []), ...(status?.listeners ?? [])].flatMap((part) => part.conditions),
        ]
        const refused = conditions.some((c) => c.type === 'ResolvedRefs' && c.status === 'False' && c.reason.split(',').includes('RefNotPermitted'))
        if (!refused) continue
        seen++
        if (missing(prediction).length === 0) unexplained.add(id in KNOWN_GRANTS ? id : `${id} ${title(object)}`)
      }
    }
    expect([...unexplained]).toEqual(Object.keys(KNOWN_GRANTS).filter((id) => id.startsWith(`${suite}-`)))
    expect(seen).toBeGreaterThan(5)
  })

  it('nothing lacks a grant in a healthy state', () => {
    const healthy = all.filter(({ tags }) => tags.includes('healthy'))
    const found = healthy.flatMap(({ id, objects }) =>
      objects.flatMap(({ object, prediction }) => missing(prediction).map(({ reference }) => `${id} ${title(object)} ${reference.path}`)),
    )
    expect(found).toEqual([])
    expect(healthy.length).toBeGreaterThan(60)
    // The states do hold references across namespaces: the answer is not empty for want of questions.
    expect(
      healthy.flatMap(({ objects }) => objects.flatMap(({ prediction }) => references(prediction))).some((fact) => fact.grant === 'permitted'),
    ).toBe(true)
  })
})

describe('query parameters, beside the webhook of Kong Ingress Controller', () => {
  const verdicts = webhookVerdicts()

  const compare = (
    entry: string,
    pick: (id: string) => readonly { kind: string; namespace: string; name: string; allowed: boolean; why?: string; path?: string }[],
  ) => {
    const counts = { agree: 0, refusedForQueries: 0, refusedForAnother: 0 }
    const different: string[] = []
    for (const state of states('kong')) {
      for (const { object, prediction } of replay(state, [], entry)) {
        if (object.kind !== 'HTTPRoute') continue
        const verdict = pick(state.id).find((one) => isOf(object, one))
        const paths = prediction?.kind === 'Route' ? prediction.unsupported.map(({ path }) => path) : []
        if (verdict?.why === 'queryParams') {
          counts.refusedForQueries++
          const first = verdict.path ? `spec.${verdict.path}.queryParams` : paths[0]
          if (paths[0] !== first || paths.length === 0) different.push(`${state.id} ${title(object)}: ${verdict.path} refused there, ${paths} here`)
        } else if (paths.length > 0) {
          // The webhook ends at its first finding: whatever it says of another field, it never allows the route.
          if (verdict?.allowed === false) counts.refusedForAnother++
          else different.push(`${state.id} ${title(object)}: allowed there, ${paths} here`)
        } else counts.agree++
      }
    }
    return { different, counts }
  }

  it('3.5 with the traditional router: the same routes, and the same first match', () => {
    const { different, counts } = compare('kic@3.5,routerFlavor=traditional', (id) => verdicts.get(id)?.traditional ?? [])
    expect(different).toEqual([])
    expect(counts.refusedForQueries).toBeGreaterThan(20)
  })

  it('3.5 with the expressions router: none', () => {
    const { different, counts } = compare('kic@3.5,routerFlavor=expressions', (id) => verdicts.get(id)?.expressions ?? [])
    expect(different).toEqual([])
    expect(counts).toMatchObject({ refusedForQueries: 0, refusedForAnother: 0 })
  })

  it('2.12, whatever the router: the same routes', () => {
    const { different, counts } = compare('kic@2.12', (id) => verdicts.get(id)?.kic212.traditional ?? [])
    expect(different).toEqual([])
    expect(counts.refusedForQueries).toBeGreaterThan(20)
  })
})
