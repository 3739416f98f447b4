import type { GrantState } from '../gateway/grants.ts'
import type { Implementation } from '../gateway/implementation.ts'
import type { Kind } from '../gateway/kinds.ts'
import type { Limit } from '../gateway/limits.ts'
import type { AnyObject, BackendTLSPolicy, Gateway, GatewayClass, ListenerSet, Route } from '../gateway/objects.ts'
import type { ParentRef } from '../gateway/parents.ts'
import type { Reference } from '../gateway/references.ts'
import type { Condition } from './condition.ts'
import type { ClassLimitFact, GatewayLimitFact, PolicyLimitFact, RouteLimitFact } from './limits/fact.ts'
import type { Oddity } from './oddities/oddity.ts'
import type { AddressFact, ClassRefusal, CredentialFact, ListenerFact, ParametersFact } from './owner-facts.ts'
import type { ListenerFilterTrouble, RuleFacts } from './rule-facts.ts'

export type { Condition } from './condition.ts'

/** Two listeners of one Gateway that cannot both be served. Positions are those in `spec.listeners`, the earlier one first. */
export interface ListenerClash {
  readonly earlier: number
  readonly later: number
  readonly reason: 'ProtocolConflict' | 'HostnameConflict'
  /** Who is not served: positions among the two. */
  readonly losers: readonly number[]
  /** The losers are of a protocol that is never served, so nothing is lost. */
  readonly harmless: boolean
  /** The controller drops the loser without a condition. */
  readonly silent: boolean
  /** Equal hostnames on different ports: read in the controller's source, never seen in a running one. */
  readonly acrossPorts: boolean
}

/** A listener here and one of another Gateway on the same data plane, which no controller compares. */
export interface SharedPortClash {
  readonly listener: number
  readonly other: Gateway
  readonly otherListener: string
  readonly otherProtocol: string
  readonly reason: 'ProtocolConflict' | 'HostnameConflict'
}

export interface PredictedListener {
  readonly name: string
  /** The conditions predicted so far: Conflicted, and for a listener that loses by order also Accepted and Programmed. */
  readonly conditions: readonly Condition[]
}

/** A reference with what is known of its grant, whether or not a parent accepts the object. */
export interface ReferenceFact {
  readonly reference: Reference
  readonly grant: GrantState
}

/** A part that the controller of some parent cannot do. */
export interface UnsupportedFact {
  readonly feature: 'queryParams'
  readonly path: string
  /** What was asked for, in a stable order. */
  readonly asked: string
  readonly implementation: Implementation
}

export interface GatewayPrediction {
  readonly kind: 'Gateway'
  readonly object: Gateway
  readonly implementation: Implementation
  readonly listeners: readonly PredictedListener[]
  readonly clashes: readonly ListenerClash[]
  readonly sharedPortClashes: readonly SharedPortClash[]
  /** The Gateway that holds the class, where the controller takes a limited number. */
  readonly classHolder?: Gateway
  /** The class that it had before. */
  readonly formerClass?: string
  /** The class is there, and not accepted. */
  readonly classRefusal?: ClassRefusal
  readonly parameters?: ParametersFact
  readonly addresses: readonly AddressFact[]
  readonly listenerFacts: readonly ListenerFact[]
  readonly credentials: readonly CredentialFact[]
  readonly limits: readonly GatewayLimitFact[]
  readonly references: readonly ReferenceFact[]
  readonly listenerFilters: readonly ListenerFilterTrouble[]
  readonly oddities: readonly Oddity[]
}

/** A GatewayClass whose controller is known. */
export interface ClassPrediction {
  readonly kind: 'GatewayClass'
  readonly object: GatewayClass
  readonly implementation: Implementation
  readonly parameters?: ParametersFact
  /** Whether the name can be that of a label's value, or of a Service. */
  readonly isNameLabel: boolean
  readonly limits: readonly ClassLimitFact[]
}

/** A Gateway or GatewayClass that nobody known here serves. */
export interface UnservedPrediction {
  readonly kind: 'Unserved'
  readonly object: Gateway | GatewayClass
  readonly className: string
  /** The controller, where there is a class. */
  readonly controllerName?: string
  readonly formerClass?: string
}

/** A listener of a parent, as far as it decides who attaches. */
export interface ParentListener {
  readonly name: string
  readonly port: number
  readonly protocol: string
  /** `''` where it is unset. */
  readonly hostname: string
  /** The route kinds that it takes; by the specification they may be others. */
  readonly kinds: readonly string[]
  readonly kindsBySpecification: readonly string[]
  /** Which namespaces it takes routes from: `All`, `Same` (that of its own object, `namespace`), or those that `selector` chooses. */
  readonly from: string
  readonly selector: unknown
  readonly namespace: string
  /** By a fault of its own it takes no route kind, or none of any namespace: no reason to refuse a route. */
  readonly takesNobody: boolean
}

/** Another object that a reference may have meant. */
export interface Meant {
  readonly kind: string
  readonly namespace: string
  readonly name: string
}

/** The first step at which a route fails at a parent, or a ListenerSet at its own, in the order of the specification (gateway-api.md 2.5). */
export type Obstacle =
  /** `ignoredBy`: the mesh that leaves a Service alone for its group. */
  | { readonly at: 'parent kind'; readonly ignoredBy?: Implementation }
  /** The parent is not there, or the Gateway of the ListenerSet that is. */
  | { readonly at: 'existence'; readonly kind: string; readonly namespace: string; readonly name: string; readonly meant?: Meant }
  | { readonly at: 'class'; readonly className: string; readonly state: 'absent' | 'refused' }
  /** With what it would be read. */
  | { readonly at: 'route kind not read'; readonly gate?: Limit }
  | { readonly at: 'gateway'; readonly reason: string }
  /** The controller does not read ListenerSets, or the Gateway does not let this one in: it takes those of `from`. */
  | { readonly at: 'listener set'; readonly because: 'not read' }
  | { readonly at: 'listener set'; readonly because: 'NotAllowed'; readonly from: string; readonly selector: unknown }
  | { readonly at: 'service port'; readonly port: number; readonly offered: readonly number[] }
  /** With all listeners of the parent; `meant` has one of that name, and is merged with the parent or is what it is merged into. */
  | { readonly at: 'section'; readonly listeners: readonly ParentListener[]; readonly meant?: Meant }
  | { readonly at: 'port'; readonly listeners: readonly ParentListener[] }
  /** With those that were left before this step. */
  | { readonly at: 'route kind'; readonly listeners: readonly ParentListener[] }
  | { readonly at: 'namespace'; readonly listeners: readonly ParentListener[] }
  /** `isolated`: the hostnames fit, but other listeners on the port have them for themselves. */
  | { readonly at: 'hostname'; readonly listeners: readonly ParentListener[]; readonly isolated: boolean }

/** What is the case with one parentRef. */
export interface ParentFact {
  readonly index: number
  readonly path: string
  readonly parentRef: ParentRef
  /** Judged by a known controller; `unclaimed` while nothing says whose it is; `foreign` where it is another's. */
  readonly standing: 'judged' | 'unclaimed' | 'foreign' | 'unknown'
  readonly implementation?: Implementation
  /** The Gateway that decides: the parent, or what a ListenerSet names. */
  readonly gateway?: Meant
  /** Absent where the route attaches, or where that is not known. */
  readonly obstacle?: Obstacle
  /** The listeners that take the route, where that is known. */
  readonly taking?: readonly ParentListener[]
  /** What the controller would write for this parentRef; empty where it writes nothing. */
  readonly conditions: readonly Condition[]
}

/** A listener of a ListenerSet that loses to another on its port. */
export interface LostListener {
  /** Position in `spec.listeners`. */
  readonly listener: number
  readonly conditions: readonly Condition[]
  /** Whose listener wins, and which; absent where that is not known. */
  readonly winner?: { readonly owner: Gateway | ListenerSet; readonly listener: ParentListener }
}

/** Something that this route asks for, on listeners where another route comes before it. */
export interface Contest {
  /** `traffic`: requests that a match takes; `kinds`: a hostname that HTTP and gRPC share. */
  readonly over: 'traffic' | 'hostname' | 'listener' | 'kinds'
  readonly path: string
  /** Stays equal when lists are reordered. */
  readonly key: string
  readonly winner: Route
  readonly because: 'older' | 'by name' | 'longer hostname'
  /** The hostname that the winner writes, where it is longer. */
  readonly longer?: string
  /** Names of the listeners, each once. */
  readonly listeners: readonly string[]
  /** Hostnames under which those listeners serve the route; `''` for any. */
  readonly hostnames: readonly string[]
  /** Nothing is left of what is at the path. */
  readonly isWhole: boolean
  /** Where the controller does write one of it. */
  readonly condition?: Condition
}

export interface PredictedParent {
  readonly index: number
  readonly parentRef: ParentRef
  readonly implementation: Implementation
}

export interface RoutePrediction {
  readonly kind: 'Route'
  readonly object: AnyObject
  /** The parents whose controller is known; others are nobody's business here. */
  readonly parents: readonly PredictedParent[]
  /** Every parentRef, in the order of the spec. */
  readonly parentFacts: readonly ParentFact[]
  /** Nobody serves any parent, and somebody may yet: nothing that is found here refuses. */
  readonly unclaimed: boolean
  /** Only Services are its parents, and which mesh serves them is never certain: nothing that is found here refuses. */
  readonly isOfMesh: boolean
  /** No parent works, at those parents that a controller known here judges, and nobody else is known to take the route. */
  readonly isRefusedEverywhere: boolean
  /** It names no parent, and asks for no default Gateway either. */
  readonly isInert: boolean
  /** Positions in `spec.hostnames` of those that meet no listener, while others do. */
  readonly unmatchedHostnames: readonly number[]
  readonly references: readonly ReferenceFact[]
  readonly unsupported: readonly UnsupportedFact[]
  /** Where other routes come before this one. */
  readonly contests: readonly Contest[]
  readonly rules: RuleFacts
  readonly limits: readonly RouteLimitFact[]
  readonly oddities: readonly Oddity[]
}

/** ListenerSets and XBackends: what is known of their references. */
export interface ReferrerPrediction {
  readonly kind: 'Referrer'
  readonly object: AnyObject
  readonly implementation?: Implementation
  /** The parentRef of a ListenerSet. */
  readonly parent?: ParentFact
  /** Nobody serves the parent yet, and somebody may. */
  readonly unclaimed: boolean
  /** The listeners of a ListenerSet that lose to others. */
  readonly lost: readonly LostListener[]
  readonly references: readonly ReferenceFact[]
  readonly listenerFilters: readonly ListenerFilterTrouble[]
  readonly listenerFacts: readonly ListenerFact[]
  readonly credentials: readonly CredentialFact[]
  readonly oddities: readonly Oddity[]
}

/** One target of a policy. */
export interface TargetFact {
  readonly path: string
  readonly group: string
  readonly kind: string
  readonly name: string
  readonly sectionName?: string
  /** Somebody takes policies for its kind; `core`: nobody does, for Kubernetes itself has the group; `foreign`: nobody known does. */
  readonly taken: 'known' | 'core' | 'foreign'
  readonly existence: 'found' | 'absent' | 'unknown'
  /** The ports of the Service, where the section names none of them. */
  readonly otherPorts?: readonly { readonly name?: string; readonly port: unknown }[]
  /** An older policy for the same target and section. */
  readonly elder?: BackendTLSPolicy
  readonly because?: 'older' | 'by name'
}

/** One reference of a policy to CA certificates. */
export interface AuthorityFact {
  readonly path: string
  readonly group: string
  readonly kind: string
  readonly name: string
  readonly taken: 'known' | 'core' | 'foreign'
  readonly existence: 'found' | 'absent' | 'unknown'
  /** What the specification reads: the key `ca.crt`. Only a file shows it. */
  readonly content: 'good' | 'missing' | 'not a certificate' | 'unknown'
  /** The keys that there are, where that one is missing. */
  readonly keys: readonly string[]
}

/** BackendTLSPolicies. They have no class, so nothing is said of what a certain controller writes. */
export interface PolicyPrediction {
  readonly kind: 'Policy'
  readonly object: BackendTLSPolicy
  readonly targets: readonly TargetFact[]
  readonly authorities: readonly AuthorityFact[]
  readonly limits: readonly PolicyLimitFact[]
  /** None: a policy names nothing outside its namespace. */
  readonly references: readonly ReferenceFact[]
}

/** What a change takes from other objects. Counts only: the names of others are not the reader's to know. */
export interface Loss {
  readonly what: 'permission' | 'parent' | 'class' | 'listener' | 'merge' | 'place'
  /** Of ListenerSets that lose their place: how many of their listeners. */
  readonly listeners?: number
  /** How many objects of each kind lose it. */
  readonly objects: Readonly<Record<string, number>>
  readonly namespaces: number
  /** There may be more: counting has a bound. */
  readonly atLeast: boolean
}

export interface ConsequencePrediction {
  readonly kind: 'Consequences'
  readonly object: AnyObject
  readonly deleted: boolean
  readonly losses: readonly Loss[]
}

/** What is predicted of an object by itself. */
export type ObjectPrediction = ClassPrediction | GatewayPrediction | RoutePrediction | ReferrerPrediction | PolicyPrediction | UnservedPrediction

export type Prediction = ObjectPrediction | ConsequencePrediction

/** What is predicted, in which state of the world. */
export interface PredictionInput {
  readonly kind: Kind
  readonly object: AnyObject
  /** The object as it was before this change, if it was there at all: who came first is decided by it. */
  readonly before: AnyObject | undefined
}
