import { UNMANAGED_OPT_OUT } from '../gateway/annotations.ts'
import type { FeatureChoice, Implementation, Implementations } from '../gateway/implementation.ts'
import { GATEWAY_GROUP } from '../gateway/kinds.ts'
import type { GatewayClass } from '../gateway/objects.ts'
import type { ParentRef } from '../gateway/parents.ts'
import { parentRefOf, type RawParentRef } from '../gateway/parents.ts'
import type { ClusterView } from '../gateway/ports.ts'
import { isRecord, text } from '../gateway/shape.ts'

export interface ResolvedClass {
  readonly className: string
  readonly controllerName: string
  readonly implementation: Implementation
  /** Absent for a class that works without an object. */
  readonly gatewayClass?: GatewayClass
}

/** Who serves a class; undefined when the class is absent, not known yet, or of a controller that nobody here knows. */
export function resolveClass(className: string, view: ClusterView, implementations: Implementations): ResolvedClass | undefined {
  const found = view.get('GatewayClass', undefined, className)
  // Unknown is not absent: an object of a built-in name may belong to another controller.
  if (found.state === 'unknown') return undefined
  const gatewayClass = found.state === 'found' ? found.object : undefined
  const controllerName = gatewayClass ? text(gatewayClass.spec?.controllerName) : implementations.builtinClass(className)
  if (controllerName === undefined) return undefined
  const implementation = implementations.ofController(controllerName)
  return implementation && { className, controllerName, implementation, ...(gatewayClass && { gatewayClass }) }
}

/** Who serves a parent: the class of the Gateway it names, directly or through a ListenerSet. Other kinds of parents are not judged. */
export function resolveParent(parent: ParentRef, view: ClusterView, implementations: Implementations): ResolvedClass | undefined {
  if (parent.group !== GATEWAY_GROUP) return undefined
  if (parent.kind === 'Gateway') {
    const gateway = view.get('Gateway', parent.namespace, parent.name)
    if (gateway.state !== 'found') return undefined
    return resolveClass(text(gateway.object.spec?.gatewayClassName) ?? '', view, implementations)
  }
  if (parent.kind === 'ListenerSet') {
    const served = resolveListenerSet(parent, view, implementations)
    return served?.implementation.listenerSets ? served : undefined
  }
  return undefined
}

function resolveListenerSet(parent: ParentRef, view: ClusterView, implementations: Implementations): ResolvedClass | undefined {
  const set = view.get('ListenerSet', parent.namespace, parent.name)
  if (set.state !== 'found') return undefined
  const raw: unknown = set.object.spec?.parentRef
  if (!isRecord(raw)) return undefined
  const gateway = parentRefOf(raw as unknown as RawParentRef, parent.namespace)
  return gateway.kind === 'Gateway' ? resolveParent(gateway, view, implementations) : undefined
}

/**
 * Whether a class says that its Gateways are provisioned, each with a data plane of its own: by a GatewayConfiguration, or by keeping the
 * unmanaged annotation away (`kong.md` 5.3, "Managed mode wanted").
 */
export function isManaged(gatewayClass: GatewayClass | undefined): boolean {
  const parameters: unknown = gatewayClass?.spec?.parametersRef
  if (isRecord(parameters) && parameters.kind === 'GatewayConfiguration') return true
  return gatewayClass?.metadata.annotations?.[UNMANAGED_OPT_OUT] === 'off'
}

/** The feature names that a controller publishes in its class, or undefined where it publishes none. GEP-2162; entries were bare strings up to v1.1. */
export function publishedFeatures(gatewayClass: GatewayClass | undefined): ReadonlySet<string> | undefined {
  const features = gatewayClass?.status?.supportedFeatures
  if (!Array.isArray(features) || features.length === 0) return undefined
  return new Set(features.map((feature) => (typeof feature === 'string' ? feature : String((feature as { name?: unknown })?.name))))
}

/** Whether a feature works for the Gateways of a class: what a controller publishes of itself is believed over the table. */
export function supportsFeature({ supported, publishedAs }: FeatureChoice, gatewayClass: GatewayClass | undefined): boolean {
  const published = publishedAs === undefined ? undefined : publishedFeatures(gatewayClass)
  return published ? published.has(publishedAs as string) : supported
}
