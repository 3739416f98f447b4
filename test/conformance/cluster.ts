import type { PresetName, RuleSetting } from '../../src/engine/policy.ts'
import type { Judge, Verdict } from '../../src/engine/verdict.ts'
import { kindOf } from '../../src/gateway/kinds.ts'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { AnyObject, UntypedObject } from '../../src/gateway/objects.ts'
import { create, judgeOf, update } from '../engine/judge-of.ts'
import { gatewayClass } from '../gateway/objects.ts'
import { CLASS_NAME, type Manifest, manifest, preparedIn } from './manifests.ts'

/** Who runs the class of the suite, and how it is configured. */
export interface Runner {
  readonly entry: string
  readonly controllerName: string
}

export const RUNNERS: readonly Runner[] = [
  { entry: 'gateway-api@1.7', controllerName: 'example.com/conformance' },
  { entry: 'envoy-gateway@1.9', controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
  { entry: 'istio@1.31', controllerName: 'istio.io/gateway-controller' },
  { entry: 'kuma@2.14', controllerName: 'gateways.kuma.io/controller' },
  { entry: 'kic@3.5,routerFlavor=expressions', controllerName: 'konghq.com/kic-gateway-controller' },
  { entry: 'kong-operator@2.3', controllerName: 'konghq.com/gateway-operator' },
]

const INFRA = 'gateway-conformance-infra'
const APP = 'gateway-conformance-app-backend'
const WEB = 'gateway-conformance-web-backend'

// What the suite makes by code before the first test (utils/suite/suite.go, Setup).
const SECRETS = [
  [WEB, 'certificate'],
  [INFRA, 'tls-validity-checks-certificate'],
  [INFRA, 'tls-validity-checks-client-certificate'],
  [INFRA, 'tls-validity-checks-per-port-client-certificate'],
  [INFRA, 'tls-checks-certificate'],
  [INFRA, 'tls-checks-client-certificate'],
  [INFRA, 'tls-passthrough-checks-certificate'],
  [APP, 'tls-passthrough-checks-certificate'],
  [INFRA, 'tls-terminate-checks-certificate'],
] as const
const CONFIG_MAPS = [
  [WEB, 'web-backend-cm'],
  [INFRA, 'tls-validity-checks-ca-certificate'],
  [INFRA, 'tls-validity-checks-per-port-ca-certificate'],
  [INFRA, 'tls-checks-ca-certificate'],
  [INFRA, 'mismatch-ca-certificate'],
] as const

/** When the objects were created; undefined: they are files, which do not say. */
interface Ages {
  readonly base: string | undefined
  readonly file: string | undefined
}

/** `kubectl apply` of one file ends within a second: its objects are of one age. */
const IN_CLUSTER: Ages = { base: '2026-01-01T00:00:00Z', file: '2026-01-01T00:01:00Z' }
export const IN_FILES: Ages = { base: undefined, file: undefined }

/** The suite's files, as one implementation gets to see them. */
export class Suite {
  readonly runner: Runner
  readonly #files: ReadonlyMap<string, string>
  readonly #ages: Ages
  readonly #prepared = new Map<string, Manifest[]>()

  constructor(files: ReadonlyMap<string, string>, runner: Runner, ages = IN_CLUSTER) {
    this.#files = files
    this.#ages = ages
    this.runner = runner
  }

  /** What is there before a test begins: the class, the base manifests, and what the suite makes by code; or, for mesh tests, theirs. */
  base(file: string): Manifest[] {
    const of = isMesh(file) ? 'mesh/manifests.yaml' : 'base/manifests.yaml'
    const manifests = this.#manifests(of, this.#ages.base)
    // KIC's own run of the suite has an unmanaged class; to the others the annotation means nothing.
    const annotations = { 'konghq.com/gatewayclass-unmanaged': 'true' }
    return [
      manifest('suite', gatewayClass(CLASS_NAME, this.runner.controllerName, annotations), this.#ages.base),
      ...manifests,
      ...made(this.#ages.base),
    ]
  }

  /** The objects of one test's file. */
  objects(file: string): Manifest[] {
    return this.#manifests(file, this.#ages.file)
  }

  #manifests(file: string, created: string | undefined): Manifest[] {
    const text = this.#files.get(file)
    if (text === undefined) throw new Error(`${file} is not among the vendored files`)
    const key = `${created} ${file}`
    const manifests = this.#prepared.get(key) ?? preparedIn(file, text, this.runner.controllerName, created)
    this.#prepared.set(key, manifests)
    return manifests
  }
}

export const isMesh = (file: string) => file.startsWith('tests/mesh/')

/** A cluster that serves every kind and holds these objects; a later one replaces an earlier one of its name, as `kubectl apply` does. */
export function clusterOf(manifests: readonly Manifest[]): ObjectStore {
  const store = new ObjectStore({ state: 'listed' })
  for (const one of manifests) hold(store, one)
  return store
}

export function hold(store: ObjectStore, { held }: Manifest): void {
  if (held) store.put(held.kind, held)
}

export const isReviewed = ({ reviewed: { apiVersion, kind } }: Manifest) => kindOf(apiVersion, kind)?.reviewed === true

export interface Judging {
  readonly preset?: PresetName
  readonly settings?: Readonly<Record<string, RuleSetting>>
}

/** A judge of this cluster for one implementation. */
export const judging = (store: ObjectStore, { entry }: Runner, options: Judging = {}) => judgeOf(store, { ...options, entries: [entry] })

/**
 * What applying these one after the other is answered: CREATE of what is new, UPDATE of what is there, and each in the store before the next.
 * `allowed`: what is refused never gets there, as in a cluster.
 */
export function applied(store: ObjectStore, judge: Judge, manifests: readonly Manifest[], keep: 'all' | 'allowed' = 'all'): Verdict[] {
  return manifests.map((one) => {
    const { apiVersion, kind, metadata } = one.reviewed
    const known = kindOf(apiVersion, kind)
    const before = known?.reviewed ? store.get(known.kind, metadata.namespace, metadata.name) : undefined
    const verdict =
      before === undefined ? NOT_ASKED : judge.review(before.state === 'found' ? update(asServed(before.object), one.reviewed) : create(one.reviewed))
    if (verdict.allowed || keep === 'all') hold(store, one)
    return verdict
  })
}

const NOT_ASKED: Verdict = { allowed: true, findings: [] }

/** An object of the store as the API server would send it. */
export const asServed = (object: AnyObject) => object as unknown as UntypedObject

/** `file: Kind namespace/name rule path condition`, one for each finding that refuses; a defect of a rule is one, too. */
export function refusals({ file, reviewed: { kind, metadata } }: Manifest, { allowed, findings, faults = [] }: Verdict): string[] {
  const object = `${file}: ${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`
  const denied = findings.filter(({ decision }) => decision === 'deny')
  if (!allowed && denied.length === 0) throw new Error(`${object} is refused without a word`)
  return [
    ...faults.map(({ rule, error }) => `${object} ${rule} failed: ${error}`),
    ...denied.map(({ rule, path, condition: c }) => `${object} ${rule} ${path} ${c ? `${c.type}=${c.status}/${c.reason}` : 'no condition'}`),
  ]
}

function made(created: string | undefined): Manifest[] {
  const object = (kind: string, [namespace, name]: readonly [string, string], rest: object): Manifest =>
    manifest('suite', { apiVersion: 'v1', kind, metadata: { namespace, name }, ...rest } satisfies UntypedObject, created)
  const tls = { 'tls.crt': 'a certificate', 'tls.key': 'its key' }
  return [
    ...SECRETS.map((at) => object('Secret', at, { type: 'kubernetes.io/tls', stringData: tls })),
    ...CONFIG_MAPS.map((at) => object('ConfigMap', at, { data: { 'ca.crt': 'a certificate' } })),
  ]
}
