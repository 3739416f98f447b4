import type { GroupKind, RouteKind } from './kinds.ts'
import type { ListenerShape } from './status-procedures.ts'

/** What a controller cannot do, or does otherwise than the specification has it. */
export interface Limit {
  /** Words for a person: `without its feature gate GatewayAlpha`. */
  readonly because?: string
  /** The configuration entry under which it would be otherwise: `kic@3.5,gatewayAlpha=true`. */
  readonly lifts?: string
  /** That entry was left out of the configuration, so that the limit rests on a default. */
  readonly assumed?: boolean
  readonly condition?: { readonly type: string; readonly status: 'True' | 'False' | 'Unknown'; readonly reason: string }
}

/** The parametersRef of a class or a Gateway, where only one kind will do. */
export interface ParametersLimit extends Limit {
  readonly kinds: readonly GroupKind[]
}

export interface DeploymentLimits {
  /** Its name is that of the Gateway, a dash and that of the class; else that of the Gateway. */
  readonly isNamedAfterClass: boolean
  readonly longestName: number
  /** Annotation of the Gateway that gives it another name. */
  readonly nameAnnotation: string
  /** Ports that its Service has for itself. */
  readonly reservedPorts: readonly number[]
}

/** A field that a controller does not read. */
export interface IgnoredField {
  /** `mirror`: the requestMirror of a rule's filter. */
  readonly of: 'Gateway' | 'listener' | 'rule' | 'mirror'
  /** Its path in there, without lists. */
  readonly path: string
  /** Words for a person: what happens, and what would be right. */
  readonly effect: string
  readonly instead: string
}

/**
 * Where a controller falls short, mostly without a word in any status. All of it is data of `implementations/`; what is left out is no limit,
 * or not known.
 */
export interface Limits {
  /** A rule may have one backend; a route with more is dropped. */
  readonly backendsPerRule?: Limit
  /** Route kinds that are read only with a gate that is off. */
  readonly gatedKinds?: Limit & { readonly kinds: readonly RouteKind[] }
  /** Protocols that are served only with a gate that is off. */
  readonly gatedProtocols?: Limit & { readonly protocols: readonly string[] }
  /** BackendTLSPolicies are read only with a gate that is off. */
  readonly policies?: Limit
  /** The class is known only with a switch that is off; its object is there where it is on. */
  readonly classOff?: Limit
  /** The proxy that is deployed for a Gateway. */
  readonly deployment?: DeploymentLimits
  /** The only listeners that a Gateway of the class may have. */
  readonly listeners?: Limit & { readonly allowed: readonly ListenerShape[] }
  /** Traffic is split between Services only: what its own API calls a subset of a Service, no reference can name. */
  readonly versionsNeedServices?: Limit
  /** What becomes of the timeouts of an HTTPRoute's rules. */
  readonly timeouts?: { readonly request: 'ignored'; readonly backendRequest?: 'ignored' | 'one for all rules' }
  /** What the port of a parentRef is good for, and that a section is not read. */
  readonly parentPort?: 'ignored' | 'for acceptance only'
  readonly parentSection?: 'ignored'
  /** Its own webhook refuses an HTTPRoute without a section where some HTTP listener of the Gateway does not take HTTPRoutes. */
  readonly everyHttpListener?: Limit
  /** The `tls` of a listener is not read. */
  readonly listenerTls?: Limit
  /** A listener may have one certificate. */
  readonly certificatesPerListener?: Limit
  /** A port may have one listener, whatever protocol and hostname say. */
  readonly listenersPerPort?: Limit
  /** The only protocols that are served. */
  readonly protocols?: readonly string[]
  /** A controllerName may have one class. */
  readonly classesPerController?: Limit
  readonly classParameters?: ParametersLimit
  readonly gatewayParameters?: ParametersLimit
  /** It reads neither Gateways nor their classes. */
  readonly gatewaysUnread?: Limit
  /** Secrets are read from some namespaces only. */
  readonly secretNamespaces?: Limit
  /** How Services of other clusters are reached, which no backend can name: words for a person. */
  readonly otherZones?: string
  readonly ignoredFields?: readonly IgnoredField[]
}
