import type { Implementations } from '../../src/gateway/implementation.ts'
import type { Kind } from '../../src/gateway/kinds.ts'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import type { Surroundings } from '../../src/gateway/surroundings.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { type ObjectStatus, predictStatuses } from '../../src/prediction/status.ts'
import { cluster, documents } from '../gateway/objects.ts'

export const ENVOY = 'gateway.envoyproxy.io/gatewayclass-controller'

/** A class of Envoy Gateway named `eg`, one of the bare specification named `bare`, and one of a controller whose status is not known, `operator`. */
export const CLASSES = `
{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: eg}, spec: {controllerName: ${ENVOY}}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: bare}, spec: {controllerName: example.com/bare}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: operator}, spec: {controllerName: konghq.com/gateway-operator}}
---
`

const BOTH = implementationsFrom(['envoy-gateway@1.9', 'gateway-api@1.7'])

/** The statuses of the objects of a YAML stream, written by their title. Documents may leave out their apiVersion; `unknown` kinds are not known to the view. */
export function statusesOf(
  text: string,
  around: Surroundings = {},
  unknown: readonly Kind[] = [],
  implementations: Implementations = BOTH,
): Record<string, ObjectStatus> {
  const written = documents(CLASSES + text) as unknown as readonly UntypedObject[]
  const objects = written.map((object): UntypedObject => ({ ...object, apiVersion: object.apiVersion ?? apiVersionOf(object.kind) }))
  const view = cluster(...objects)
  for (const kind of unknown) view.setState(kind, { state: 'unknown', why: 'not listed yet' })
  const statuses = predictStatuses(view, implementations, around)
  return Object.fromEntries(statuses.map((status) => [`${status.kind} ${status.namespace ? `${status.namespace}/` : ''}${status.name}`, status]))
}

function apiVersionOf(kind: string): string {
  return ['Service', 'Secret', 'ConfigMap', 'Namespace'].includes(kind) ? 'v1' : 'gateway.networking.k8s.io/v1'
}

/** The conditions as `Type=Status/Reason`, those that say that all is well left out. */
export function bad(conditions: ObjectStatus['conditions']): string[] {
  const fine = (type: string) => (['Conflicted', 'PartiallyInvalid', 'RouteRulesOverlap'].includes(type) ? 'False' : 'True')
  return (conditions ?? [])
    .filter(({ type, status }) => status !== fine(type))
    .map(({ type, status, reason }) => `${type}=${status}/${reason}`)
    .sort()
}

/** A listener of a status by its name. */
export function listenerOf(status: ObjectStatus | undefined, name: string) {
  const found = status?.listeners?.find((listener) => listener.name === name)
  if (!found) throw new Error(`no listener ${name}`)
  return found
}
