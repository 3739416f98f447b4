import { GATEWAY_GROUP } from './kinds.ts'
import { text } from './shape.ts'

/** A parentRef with the CRD's defaults filled in: group and kind of a Gateway, the namespace of the object that refers. */
export interface ParentRef {
  readonly group: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly sectionName?: string
  readonly port?: number
}

export interface RawParentRef {
  group?: string
  kind?: string
  namespace?: string
  name: string
  sectionName?: string
  port?: number
}

/** Fills in what a parentRef leaves out (gateway_api `ParentReference`: group, kind, namespace). */
export function parentRefOf(raw: RawParentRef, ownNamespace: string): ParentRef {
  return {
    group: text(raw.group) ?? GATEWAY_GROUP,
    kind: text(raw.kind) ?? 'Gateway',
    namespace: text(raw.namespace) ?? ownNamespace,
    name: text(raw.name) ?? '',
    ...(raw.sectionName !== undefined && { sectionName: raw.sectionName }),
    ...(raw.port !== undefined && { port: raw.port }),
  }
}

// Beside Gateways and ListenerSets: GAMMA's Service, multi-cluster Services, and what meshes and older bundles take as a parent.
const PARENT_KINDS: ReadonlySet<string> = new Set([
  `${GATEWAY_GROUP}/Gateway`,
  `${GATEWAY_GROUP}/ListenerSet`,
  '/Service',
  'multicluster.x-k8s.io/ServiceImport',
  'gateway.networking.x-k8s.io/XListenerSet',
  'gateway.networking.x-k8s.io/XMesh',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/Hostname',
  'policy.linkerd.io/Server',
])

/** Whether anything is known to read parents of this kind. */
export function isKnownParentKind({ group, kind }: Pick<ParentRef, 'group' | 'kind'>): boolean {
  return PARENT_KINDS.has(`${group}/${kind}`)
}
