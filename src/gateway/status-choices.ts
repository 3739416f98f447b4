import type { RouteKind } from './kinds.ts'
import type { MappedGatewayChoices, MappedListenerChoices, MappedRouteChoices } from './mapped-choices.ts'
import type { MeshChoices, MeshNameChoices } from './mesh-choices.ts'
import type { GatewayOwnCheck, RouteOwnCheck } from './own-checks.ts'
import type { EachConditionChoices, GrantChoices, LastErrorChoices, TargetPolicyChoices } from './status-procedures.ts'

/** A group and kind, as `gateway.envoyproxy.io/EnvoyProxy`; core kinds begin with the slash. */
export type GroupKind = string

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

export interface ListenerStatusChoices {
  /** The route kinds of each protocol; `TLS/Terminate` for TLS listeners that terminate, `TLS/none` for those without `tls`. What is not named is unsupported. */
  readonly kinds: Readonly<Record<string, readonly RouteKind[]>>
  /** A protocol that is not known is passed on, and nobody is told. */
  readonly protocolsUnchecked?: boolean
  /** Protocols that have route kinds and are refused all the same, for want of a setting. */
  readonly refusedProtocols?: readonly string[]
  /** A kind that a listener names twice is one that it cannot take; with an unsupported protocol it can take none. */
  readonly kindsCounted?: boolean
  /** Whether a listener that chooses namespaces without a selector takes all of them; else none. */
  readonly selectorlessTakesAll?: boolean
  /** Left out: conditions come about as the specification orders them. */
  readonly each?: EachConditionChoices
  /** Protocols that are not supported take part in conflicts. */
  readonly unsupportedInConflicts?: boolean
  /** Whether a listener with a fault of its own still has an Accepted condition. */
  readonly acceptedWhenFaulty: boolean
  /** Whether a listener with a fault of its own takes part in conflicts. */
  readonly faultyInConflicts: boolean
  /** A clash between listeners of one ListenerSet that nobody else has decided. */
  readonly clashInOneSet: 'all lose' | 'later loses'
  /** A later TCP or UDP listener on a port: has Conflicted only, or all that a loser has; or it is like any other clash. */
  readonly secondL4: 'conflicted only' | 'loses' | 'any clash'
  /** ResolvedRefs where some certificate of a listener is good and some is not: this reason with the listener programmed, or that of the first bad one. */
  readonly someCertificatesBad?: string
  /** Whether two certificates of a listener may not share a name and an algorithm. */
  readonly uniqueAlgorithms: boolean
  /** Programmed is False where a terminating listener names no certificate. */
  readonly needsCertificate: boolean
  /** Programmed is False where a listener that passes TLS through names a certificate. */
  readonly passthroughTakesNone: boolean
  /** Whether a certificate's trouble takes the place of an unsupported route kind in ResolvedRefs. */
  readonly certificateOverKinds: boolean
  /** Protocols whose listeners are compared for OverlappingTLSConfig. */
  readonly overlappingTls: readonly string[]
  /** Which kind of conflict is settled first; who lost one takes no part in the other. */
  readonly conflictSettledFirst: 'ProtocolConflict' | 'HostnameConflict'
  /** Listeners are mapped onto a proxy, which takes the place of every check of their own but certificates and route kinds. */
  readonly mapped?: MappedListenerChoices
  /** Which faults of a listener its conditions tell: each of them, or the first of protocol, conflict and references. */
  readonly conditionsOf?: 'every fault' | 'the first fault'
  /** The route kinds that a listener of an unsupported protocol shows, and takes, all the same. */
  readonly unsupportedKinds?: readonly RouteKind[]
  /** Whether a certificate whose time is over, or to come, is as good as any. */
  readonly takesExpired?: boolean
  /** Whether a certificate reference that lacks a grant is told so even where its kind is not supported. */
  readonly grantBeforeKind?: boolean
}

export interface CaChoices {
  /** Kinds that hold CA certificates. */
  readonly kinds: readonly GroupKind[]
  /** Keys under which the certificates are, the first that is there. */
  readonly keys: readonly string[]
  /** A single key of any other name is taken as well. */
  readonly onlyKey: boolean
  /** Whether the text must be a certificate. */
  readonly contentRead: boolean
  /** Whether one bad reference beside a good one fails all. */
  readonly allMustBeGood: boolean
  /** One reference is all that is taken, and its grant is looked at last. */
  readonly onlyOne?: boolean
  /** References resolve in the namespace of the listener's owner, and need its grant; else in that of the Gateway. */
  readonly ofListenerOwner?: boolean
}

/** What makes a Secret a key pair; left out: its type, both keys, and that it is valid now. */
export interface KeyPairChoices {
  /** Names of certificate and key, the first pair that is there. */
  readonly keys: readonly (readonly [certificate: string, key: string])[]
}

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

export interface PolicyStatusChoices {
  readonly ca: CaChoices
  /** Left out: judged by the routes that use them. */
  readonly byTarget?: TargetPolicyChoices
  /** An ancestor is the parentRef as it is written: without a namespace it comes to stand for one in the namespace of the policy. */
  readonly ancestorAsWritten: boolean
  /** Ancestors that differ by port alone are one. */
  readonly portsShareAncestor: boolean
  /** A policy that loses still says whether its references resolve. */
  readonly loserResolvesRefs: boolean
  /** No policy gets any status. */
  readonly unwritten?: boolean
}

/**
 * How a controller turns what is the case into the status that it writes. Without it no status is predicted. Where an order of checks matters
 * it is a list; the facts that the checks look at are the same for every controller.
 */
export interface StatusChoices {
  /** False where it no longer implements Gateways: nothing is written for them, their classes, and routes as far as they name one. */
  readonly gatewaysImplemented?: boolean
  /** Kinds that parametersRef may name; undefined: any that exists. */
  readonly classParameters?: readonly GroupKind[] | 'ignored'
  readonly gatewayParameters?: readonly GroupKind[] | 'ignored'
  /** A field of a class's parameters, as dotted path, which where it is true leaves these protocols alone. */
  readonly protocolsByParameters?: { readonly field: string; readonly protocols: readonly string[] }
  /** Bad parameters take Accepted from the Gateway, and nothing else. */
  readonly badParametersServe?: boolean
  /** Whether the parameters of a class are of the cluster, so that a reference with a namespace is refused. */
  readonly classParametersClusterScoped?: boolean
  /** The Gateways of the class are left alone, save that they are accepted. */
  readonly remote?: boolean
  /** The class serves Gateways of its name even where the object of that name belongs to another controller. */
  readonly nameSuffices?: boolean
  /** Whether the Gateway is refused where no listener of its own is sound; left out: where none is Accepted. */
  readonly gatewayAccepted?: 'always' | 'one sound'
  /** Programmed of the Gateway is what its listeners all are: False with reason Invalid where one is not. */
  readonly programmedWithListeners?: boolean
  /** Gateways with these are not accepted: an annotation, and the reason; only where it has addresses that name Services. */
  readonly deprecatedAnnotation?: { readonly name: string; readonly reason: string }
  /**
   * Several addresses, or one that is no IPAddress, name Services: what is no Hostname is skipped. The Gateway is then not accepted, nor are its
   * ListenerSets; with no address left nothing of it is served.
   */
  readonly addressesNameServices?: boolean
  /** Whether a Gateway says that its references resolve; left out: where it is not refused as a whole and has `tls`. */
  readonly gatewayResolvesRefs?: 'always' | 'never'
  /** ListenerSets are refused, whatever the Gateway allows. */
  readonly refusesListenerSets?: boolean
  /** Namespaces that Secrets are read from; left out: all. */
  readonly secretNamespaces?: readonly string[]
  /** What a Gateway has to pass for any status to be written; left out: nothing. */
  readonly ownChecks?: readonly GatewayOwnCheck[]
  readonly meshName?: MeshNameChoices
  /** What is looked at in the backends of routes whose parent is a Service; left out: the same as behind a Gateway. */
  readonly meshBackends?: BackendStatusChoices
  /** Address types that it takes, besides domain-prefixed ones where `domainAddresses`. */
  readonly addressTypes: readonly string[] | 'ignored'
  readonly domainAddresses: boolean
  /** Why a Gateway is certainly not Programmed; left out where only a running data plane can tell. */
  readonly notProgrammed?: {
    /** Address types that are taken and cannot be used. */
    readonly unusableAddresses: readonly string[]
    /** With nothing to serve there is nobody to have an address. */
    readonly withoutListeners: boolean
  }
  /** What is written under a Gateway that is refused as a whole: nothing for its listeners and routes, and this for its ListenerSets. */
  readonly setsOfRefusedGateway: 'Accepted' | 'ParentNotAccepted' | 'as the Gateway'
  /** CA certificates for clients are not looked at. */
  readonly frontendUnread?: boolean
  /** The certificate for backends: looked at before its grant is, after it (left out), or not at all. */
  readonly clientCertificate?: 'before the grant' | 'unread'
  /** ResolvedRefs of the Gateway where the frontend's CA certificates are bad. */
  readonly frontendOnGateway?: string
  readonly frontendCa: CaChoices
  readonly keyPairs?: KeyPairChoices
  readonly grants?: GrantChoices
  /** Left out: routes whose parent is a Service are left alone. */
  readonly mesh?: MeshChoices
  readonly listeners: ListenerStatusChoices
  readonly routes: RouteStatusChoices
  readonly backends: BackendStatusChoices
  readonly policies: PolicyStatusChoices
  /**
   * References count only where the controller has loaded their target: the first grant that fits but for its group, none for a Secret or
   * ConfigMap that is absent, no mirror backends of these route kinds.
   */
  readonly loading?: { readonly mirrorsNotLoaded: readonly RouteKind[] }
  /** Whether `core` is taken for the group without a name where a Secret is meant. */
  readonly coreAlias?: boolean
  /** Nothing is provisioned for a Gateway: it is mapped onto a proxy that is there, and nothing of it is looked at but its listeners. */
  readonly mapped?: MappedGatewayChoices
}
