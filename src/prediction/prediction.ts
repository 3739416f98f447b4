import type { GrantState } from '../gateway/grants.ts'
import type { Implementation } from '../gateway/implementation.ts'
import type { Kind } from '../gateway/kinds.ts'
import type { AnyObject, Gateway, GatewayClass, Policy, XMesh } from '../gateway/objects.ts'
import type { ParentRef } from '../gateway/parents.ts'
import type { Reference } from '../gateway/references.ts'
import type { Condition } from './condition.ts'
import type { Contest } from './contests/contest.ts'
import type { DefaultGateways } from './default-gateways.ts'
import type { ClassLimitFact, GatewayLimitFact, PolicyLimitFact, RouteLimitFact } from './limits/fact.ts'
import type { Oddity } from './oddities/oddity.ts'
import type { AddressFact, ClassRefusal, CredentialFact, ListenerClash, ListenerFact, ParametersFact, SharedPortClash } from './owner-facts.ts'
import type { LostListener, ParentFact } from './parent-facts.ts'
import type { AuthorityFact, TargetFact } from './policy-facts.ts'
import type { BackendUse, ListenerFilterTrouble, RuleFacts } from './rule-facts.ts'

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
  /** No parent works, at those parents that a controller known here judges, and nobody else is known to take the route, nor a default Gateway asked for. */
  readonly isRefusedEverywhere: boolean
  /** It names no parent, and asks for no default Gateway either. */
  readonly isInert: boolean
  /** Present where it asks for default Gateways. */
  readonly defaultGateways?: DefaultGateways
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

/** Policies. They have no class, so nothing is said of what a certain controller writes. */
export interface PolicyPrediction {
  readonly kind: 'Policy'
  readonly object: Policy
  readonly targets: readonly TargetFact[]
  readonly authorities: readonly AuthorityFact[]
  readonly limits: readonly PolicyLimitFact[]
  /** What it names beside its targets, which are of its own namespace. */
  readonly references: readonly ReferenceFact[]
  /** Where it has spans sent. */
  readonly backends: readonly BackendUse[]
  readonly oddities: readonly Oddity[]
}

/** An XMesh. None of the controllers that are known here is known to read one: nothing that is found refuses. */
export interface MeshPrediction {
  readonly kind: 'Mesh'
  readonly object: XMesh
  readonly parameters?: ParametersFact
  readonly unclaimed: true
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
export type ObjectPrediction =
  | ClassPrediction
  | GatewayPrediction
  | RoutePrediction
  | ReferrerPrediction
  | PolicyPrediction
  | MeshPrediction
  | UnservedPrediction

export type Prediction = ObjectPrediction | ConsequencePrediction

/** What is predicted, in which state of the world. */
export interface PredictionInput {
  readonly kind: Kind
  readonly object: AnyObject
  /** The object as it was before this change, if it was there at all: who came first is decided by it. */
  readonly before: AnyObject | undefined
}
