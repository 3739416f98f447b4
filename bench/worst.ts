import { createJudge } from '../src/engine/judge.ts'
import type { Subject } from '../src/engine/verdict.ts'
import type { Kind } from '../src/gateway/kinds.ts'
import type { UntypedObject } from '../src/gateway/objects.ts'
import { implementationsFrom } from '../src/implementations/index.ts'
import { RULES } from '../src/rules/index.ts'
import { filled, object, population } from './population.ts'

const GROUP = 'gateway.networking.k8s.io'
const V1 = `${GROUP}/v1`
const EG = 'edge'

interface Worst {
  readonly title: string
  /** The cluster and the object, at a share of the largest that the API server takes. */
  made(share: number): { readonly cluster: readonly [Kind, UntypedObject][]; readonly kind: Kind; readonly object: UntypedObject }
}

const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: Math.round(count) }, (_, n) => make(n))
const letters = (count: number) => 'x'.repeat(count)

const gatewayOf = (listeners: number): UntypedObject =>
  object(V1, 'Gateway', EG, 'infra', 0, {
    gatewayClassName: 'eg',
    listeners: times(listeners, (n) => ({
      name: `l${n}`,
      port: 8000 + (n % 8),
      protocol: 'HTTP',
      hostname: `*.l${n}.example.com`,
      allowedRoutes: { namespaces: { from: 'All' } },
    })),
  })

const matchOf = (n: number) => ({
  path: { type: 'PathPrefix', value: `/p${n}` },
  headers: times(16, (h) => ({ type: 'Exact', name: `x-${h}`, value: `v${n}` })),
})

const routeOf = (kind: Kind, name: string, n: number, rules: readonly object[], hostnames: readonly string[], parents = 1): UntypedObject =>
  object(V1, kind, name, 'shop', n, {
    parentRefs: times(parents, (p) => ({ group: GROUP, kind: 'Gateway', name: EG, namespace: 'infra', sectionName: `l${p}` })),
    ...(hostnames.length > 0 && { hostnames }),
    rules,
  })

const backends = (count: number, first = 0) => times(count, (b) => ({ group: '', kind: 'Service', name: `svc-${first + b}`, port: 80, weight: 1 }))

/** As many rules as there may be, with so many matches each, which are counted through. */
const rulesOf = (matches: number, match: (n: number) => object, backendRefs: (rule: number) => readonly object[]) =>
  times(16, (r) => ({ matches: times(matches, (m) => match(r * 64 + m)), backendRefs: backendRefs(r) }))
const ofItsOwn = (rule: number) => backends(16, rule * 16)
const alone = () => backends(1)

export const WORST: readonly Worst[] = [
  {
    title: 'HTTPRoute of 16 rules x 64 matches x 16 headers, 16 backends each',
    made: (share) => ({
      cluster: [['Gateway', gatewayOf(64)]],
      kind: 'HTTPRoute',
      object: routeOf(
        'HTTPRoute',
        'worst',
        0,
        rulesOf(64 * share, matchOf, ofItsOwn),
        times(16, (h) => `h${h}.l0.example.com`),
      ),
    }),
  },
  {
    title: 'HTTPRoute of 16 x 64 matches that 64 older routes have too',
    made: (share) => {
      const rules = rulesOf(64 * share, (n) => ({ path: { type: 'PathPrefix', value: `/p${n}` } }), alone)
      const rivals = times(64, (n): [Kind, UntypedObject] => ['HTTPRoute', routeOf('HTTPRoute', `rival-${n}`, n, rules, ['a.l0.example.com'])])
      return {
        cluster: [['Gateway', gatewayOf(64)], ...rivals],
        kind: 'HTTPRoute',
        object: routeOf('HTTPRoute', 'worst', 9999, rules, ['a.l0.example.com']),
      }
    },
  },
  {
    title: 'HTTPRoute of 3 MiB (1,024 matches with values of 2.9 kB)',
    made: (share) => ({
      cluster: [['Gateway', gatewayOf(64)]],
      kind: 'HTTPRoute',
      object: routeOf(
        'HTTPRoute',
        'worst',
        0,
        rulesOf(64 * share, (n) => ({ ...matchOf(n), headers: [{ type: 'RegularExpression', name: 'x-a', value: letters(2900) }] }), alone),
        ['a.l0.example.com'],
      ),
    }),
  },
  {
    title: 'HTTPRoute with 32 parentRefs',
    made: (share) => ({
      cluster: [['Gateway', gatewayOf(64)]],
      kind: 'HTTPRoute',
      object: routeOf('HTTPRoute', 'worst', 0, rulesOf(1, matchOf, ofItsOwn), [], 32 * share),
    }),
  },
  {
    title: 'GRPCRoute of 16 rules x 64 matches',
    made: (share) => ({
      cluster: [['Gateway', gatewayOf(64)]],
      kind: 'GRPCRoute',
      object: routeOf(
        'GRPCRoute',
        'worst',
        0,
        rulesOf(64 * share, (n) => ({ method: { service: `s${n >> 6}`, method: `m${n}` } }), ofItsOwn),
        ['a.l0.example.com'],
      ),
    }),
  },
  {
    title: 'Gateway of 64 listeners with 100 routes each',
    made: (share) => ({
      cluster: [
        ['Gateway', gatewayOf(64)],
        ...times(6400 * share, (n): [Kind, UntypedObject] => [
          'HTTPRoute',
          object(V1, 'HTTPRoute', `r-${n}`, 'shop', n, {
            parentRefs: [{ group: GROUP, kind: 'Gateway', name: EG, namespace: 'infra', sectionName: `l${n % 64}` }],
            hostnames: [`r${n}.l${n % 64}.example.com`],
            rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: backends(1) }],
          }),
        ]),
      ],
      kind: 'Gateway',
      object: gatewayOf(64),
    }),
  },
  {
    title: 'ListenerSet of 64 listeners on a Gateway with 64 sets of 64',
    made: (share) => {
      const set = (n: number) =>
        object(V1, 'ListenerSet', `set-${n}`, 'infra', n, {
          parentRef: { group: GROUP, kind: 'Gateway', name: EG },
          listeners: times(64, (l) => ({ name: `s${l}`, port: 10_000 + n * 64 + l, protocol: 'HTTP' })),
        })
      return {
        cluster: [
          ['Gateway', { ...gatewayOf(64), spec: { ...(gatewayOf(64).spec as object), allowedListeners: { namespaces: { from: 'All' } } } }],
          ...times(64 * share, (n): [Kind, UntypedObject] => ['ListenerSet', set(n)]),
        ],
        kind: 'ListenerSet',
        object: set(100),
      }
    },
  },
  {
    title: 'ReferenceGrant of 16 x 16 that 5,000 routes of 16 backends need',
    made: (share) => ({
      cluster: [
        ['Gateway', gatewayOf(64)],
        ...times(5000 * share, (n): [Kind, UntypedObject] => [
          'HTTPRoute',
          object(V1, 'HTTPRoute', `r-${n}`, 'shop', n, {
            parentRefs: [{ group: GROUP, kind: 'Gateway', name: EG, namespace: 'infra' }],
            rules: [{ backendRefs: times(16, (b) => ({ group: '', kind: 'Service', name: `svc-${b}`, namespace: 'data', port: 80 })) }],
          }),
        ]),
      ],
      kind: 'ReferenceGrant',
      object: object(`${GROUP}/v1beta1`, 'ReferenceGrant', 'worst', 'data', 0, {
        from: times(16, (n) => ({ group: GROUP, kind: 'HTTPRoute', namespace: n === 15 ? 'shop' : `ns-${n}` })),
        to: times(16, (n) => ({ group: '', kind: 'Service', name: `svc-${n}` })),
      }),
    }),
  },
]

export interface Measured {
  readonly title: string
  /** Milliseconds of the median review at half and at full size. */
  readonly half: number
  readonly full: number
}

/** Reviews of the largest objects there can be, as a change of what is there, at half and at full size: four times the time would be a quadratic step. */
export function measureWorst(rounds: number): Measured[] {
  return WORST.map(({ title, made }) => {
    const [half, full] = [0.5, 1].map((share) => {
      const { cluster, kind, object: worst } = made(share)
      const store = filled([
        ...population(1000),
        ...times(256, (n): [Kind, UntypedObject] => ['Service', object('v1', 'Service', `svc-${n}`, 'shop', n, { ports: [{ port: 80 }] })]),
        ...cluster,
        [kind, worst],
      ])
      const judge = createJudge({
        view: store,
        implementations: implementationsFrom(['envoy-gateway@1.9']),
        rules: RULES,
        defaulters: [],
        policyFor: () => ({ preset: 'default', rules: {} }),
      })
      const text = JSON.stringify(worst)
      const subjectOf = (): Subject => ({
        operation: kind === 'ReferenceGrant' ? 'DELETE' : 'UPDATE',
        kind,
        name: worst.metadata.name,
        ...(worst.metadata.namespace !== undefined && { namespace: worst.metadata.namespace }),
        ...(kind !== 'ReferenceGrant' && { object: JSON.parse(text) }),
        oldObject: JSON.parse(text),
        dryRun: false,
      })
      const taken: number[] = []
      for (let round = -3; round < rounds; round++) {
        const subject = subjectOf()
        const began = performance.now()
        judge.review(subject)
        if (round >= 0) taken.push(performance.now() - began)
      }
      return taken.sort((a, b) => a - b)[taken.length >> 1] as number
    }) as [number, number]
    return { title, half, full }
  })
}
