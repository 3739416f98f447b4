import type { GroupKind, RouteKind } from './kinds.ts'
import type { MappedRouteChoices } from './mapped-choices.ts'
import type { RouteOwnCheck } from './own-checks.ts'
import type { LastErrorChoices } from './status-procedures.ts'

export interface RouteStatusChoices {
  /** Route kinds that are read, of those that the controller has; left out: all. */
  readonly read?: readonly RouteKind[]
  /** Hostnames are looked at before namespaces and kinds; each listener by itself, and what came closest is told. */
  readonly closestListener?: boolean
  /** A route that reaches a listener through several parentRefs counts there once. */
  readonly countedOnce?: boolean
  /** Left out: every rule and reference is judged by itself. */
  readonly lastError?: LastErrorChoices
  /** Hostnames that another listener on the port has for itself are taken from a listener's routes. */
  readonly isolation: boolean
  /** Route kinds that, refused for all of their rules, are not counted and not tested for hostnames. */
  readonly refusedNotCounted: readonly RouteKind[]
  /** Route kinds that must have one rule. */
  readonly oneRule: readonly RouteKind[]
  /** parentRefs that differ by port alone, without a section, share one status entry. */
  readonly portsShareEntry: boolean
  /** RouteRulesOverlap on HTTPRoutes and GRPCRoutes that match the same requests. */
  readonly overlapCondition: boolean
  /** Under one hostname of a listener, the route with the longer written hostname comes first; left out: not known, unless a class publishes it. */
  readonly longerHostnameFirst?: boolean
  /** Of an HTTPRoute and a GRPCRoute with intersecting hostnames on one listener the younger may be refused; left out: both are served. */
  readonly mayRefuseMixedHostnames?: boolean
  /** Filter kinds that an ExtensionRef may name; undefined: not known, and never refused. */
  readonly extensionFilters?: readonly GroupKind[]
  /** Whether filters and matches are read for values that the controller cannot use, which refuses the rule. */
  readonly ruleFaults: boolean
  /** Listeners are walked through one by one, and what is written rests on how far any of them came. */
  readonly mapped?: MappedRouteChoices
  /** The reason that a rule gets whose filters need a feature that the class publishes not to have; left out: the class is not asked. */
  readonly unpublished?: string
  /**
   * Whether hostnames are compared before anything else, and each thing with every listener that the parentRef selects: none selected is no
   * hostname in common, and the namespace may be that of another listener than the hostname.
   */
  readonly hostnamesFirst?: boolean
  /** Whether the kinds that a listener names do not matter for who attaches. */
  readonly kindsIgnored?: boolean
  /** Whether `*.a.b` is compared as text, so that it covers `xa.b` as well. */
  readonly wildcardsAsText?: boolean
  /** A listener counts the routes that it serves, or each accepted parentRef with its name or none of a route whose hostnames it meets, even one to another parent. */
  readonly countedBy?: 'attachment' | 'section name'
  /** What a route has to pass for any status to be written; left out: nothing. */
  readonly ownChecks?: readonly RouteOwnCheck[]
}

/** What is looked at in a backend reference. */
export type BackendCheck =
  | 'filters'
  | 'kind'
  | 'dotted name'
  | 'grant'
  | 'port given'
  | 'disabled kind'
  | 'existence'
  | 'external name'
  | 'port'
  | 'policy'
  | 'filter values'

/** The first of these that fails gives a reference its reason. */
export type BackendChecks = readonly { readonly check: BackendCheck; readonly reason: string }[]

export interface BackendStatusChoices {
  readonly checks: BackendChecks
  readonly kinds: readonly GroupKind[]
  /** Kinds that are there where a Service of that name is. */
  readonly foundAsService?: readonly GroupKind[]
  /** The kind whose name is a hostname: that of a Service, as SERVICE.NAMESPACE.svc and what follows, or one that is not known here. */
  readonly hostnames?: GroupKind
  /** Kinds that are known, and switched off. */
  readonly disabledKinds: readonly string[]
  /** Filters that a backend reference may have, by route kind. */
  readonly filters: Readonly<Partial<Record<RouteKind, readonly string[]>>>
  /** Reasons that are not told where the reference is that of a mirror. */
  readonly untoldOfMirrors?: readonly string[]
  /** Kinds of which an object has no namespace. */
  readonly clusterScoped?: readonly GroupKind[]
  /** Whether the BackendTLSPolicies of a backend are applied. Left out: they are. */
  readonly policiesApplied?: boolean
  /** Different reasons are joined by commas, sorted; else the first counts. */
  readonly joinReasons: boolean
}
