import type { RouteKind } from './kinds.ts'
import type { Limits } from './limits.ts'
import type { MappedGatewayChoices } from './mapped-choices.ts'
import type { StatusChoices } from './status-choices.ts'

/** What two listeners on one port come to, when their hostnames are equal and when they differ. */
export interface Clash {
  readonly equal?: 'ProtocolConflict' | 'HostnameConflict'
  readonly differ?: 'ProtocolConflict' | 'HostnameConflict'
}

/** For each unordered pair of protocols, as `HTTP+TCP` with the names in alphabetical order; `=` for pairs of one protocol that are not listed, `*` for the others. */
export type ClashTable = Readonly<Record<string, Clash>>

export interface ListenerChoices {
  /** False where the controller does not read the user's listeners (it writes them itself, or no longer implements Gateways). */
  readonly judged: boolean
  /** What ends in a Conflicted condition. */
  readonly clashes: ClashTable
  /** What the data plane drops although the status stays clean. */
  readonly silentClashes: ClashTable
  /** Who is Conflicted: every listener of the clash, or each later one. */
  readonly losers: 'all' | 'later'
  /** Which reason a listener gets that is in clashes of both kinds. */
  readonly graver: 'ProtocolConflict' | 'HostnameConflict'
  /** Whether two unset hostnames count as equal. */
  readonly unsetIsEqual: boolean
  /** Protocols that the controller refuses before it looks for conflicts: others may lose to them, they are never Conflicted themselves. */
  readonly outside: readonly string[]
  /** Protocols that it never serves, although they take part in conflicts: to lose one costs nothing. */
  readonly neverServed: readonly string[]
  /** Equal hostnames clash on one port only, or anywhere in the Gateway. */
  readonly hostnameScope: 'port' | 'gateway'
  /** How many certificates a listener may name; undefined: any number, or not known. */
  readonly mostCertificates?: number
}

/** Whether a feature works, and which setting or version would make it work. */
export interface FeatureChoice {
  readonly supported: boolean
  /** Words for a person: `with router flavor traditional`. */
  readonly because?: string
  /** How it can be had: a configuration entry such as `kic@3.5,routerFlavor=expressions`. */
  readonly lifts?: string
  /** Whether that entry was left out of the configuration, so that the answer rests on a default. */
  readonly assumed?: boolean
  /** The feature by which the controller itself says in its class whether it can: believed over the table. */
  readonly publishedAs?: string
  readonly condition?: { readonly type: string; readonly status: 'True' | 'False' | 'Unknown'; readonly reason: string }
}

/** The filters of one place, by type and route kind, and what becomes of others. */
export interface FilterTypes {
  /** Route kinds that are not named: not known. */
  readonly types: Readonly<Partial<Record<RouteKind, readonly string[]>>>
  /** The request goes on without the filter, or what has it is not served. */
  readonly others: 'ignored' | 'backend not served' | 'rule not served' | 'route not served'
  /** Types that no version has. */
  readonly never?: readonly string[]
  /** The reason that others give the route; left out: none is written. */
  readonly reason?: string
}

/** Which filters of routes a controller applies, in rules and in backends. */
export interface FilterChoices {
  readonly rules: FilterTypes
  readonly backends: FilterTypes
  /** Kinds that an ExtensionRef may name, as `GROUP/KIND`; left out: not known. */
  readonly extensions?: readonly string[]
}

export interface AnnotationDefault {
  readonly kind: 'GatewayClass' | 'Gateway'
  readonly annotation: string
  readonly value: string
  /** Words for a person: what happens without it. */
  readonly because: string
}

/**
 * What a controller at a version supports, and how it decides where the specification leaves room. All of it is data; only the files
 * under `implementations/` know versions and settings.
 */
export interface Implementation {
  /** `kic`, as in `--implementation kic@3.5`. */
  readonly name: string
  /** `Kong Ingress Controller 3.5`, or without the version where none is configured. */
  readonly title: string
  readonly version: string
  /** No version was configured: the newest known one is assumed. */
  readonly assumed: boolean
  readonly listeners: ListenerChoices
  /** Whether it reads ListenerSets at all. */
  readonly listenerSets: boolean
  /** All Gateways of the controller end up in one data plane, so their listeners meet. */
  readonly sharedDataPlane: boolean
  /** How many Gateways one class may have; undefined: any number. `lifts` is the configuration entry that says otherwise. */
  readonly gatewaysPerClass?: { readonly limit: 1; readonly because: string; readonly lifts?: string }
  readonly queryParams: FeatureChoice
  /** Left out: not known. */
  readonly filters?: FilterChoices
  /** The regular expressions that its data plane reads; left out: not known, or set elsewhere. */
  readonly regularExpressions?: 'RE2'
  /** Route kinds that the controller reads, whatever its settings. References of others concern nobody. */
  readonly routeKinds: readonly RouteKind[]
  readonly annotationDefaults: readonly AnnotationDefault[]
  /** Where it falls short of the specification. */
  readonly limits?: Limits
  /** How Gateways are mapped onto a proxy that is there already; left out where each gets a data plane of its own. */
  readonly mapped?: MappedGatewayChoices
  /** How it writes status; left out where no status is predicted for it yet. */
  readonly status?: StatusChoices
}

/** Finds the implementation behind a controllerName. Undefined: a controller that nobody here knows, which is left alone. */
export interface Implementations {
  ofController(controllerName: string): Implementation | undefined
  /** The controllerName behind a class that works without a GatewayClass object (Istio's own names). */
  builtinClass(className: string): string | undefined
  /** controllerNames that serve routes whose parent is a Service, without any class. Left out: none. */
  readonly meshControllers?: readonly string[]
}
