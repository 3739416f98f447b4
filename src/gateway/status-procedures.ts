import type { RouteKind } from './kinds.ts'

/** A listener that a class has; left out is whatever it may be. */
export interface ListenerShape {
  readonly port?: number
  readonly protocol: string
  readonly tls?: 'Terminate' | 'Passthrough'
}

/** Each check of a listener sets a condition of its own, and a later check overrides an earlier one; losing a conflict overrides all. */
export interface EachConditionChoices {
  /** How many certificates a listener that terminates TLS may name. */
  readonly certificates: { readonly least: number; readonly most: number }
  /** A missing grant for a certificate counts only where the certificate could be used. */
  readonly grantLast: boolean
  /** A TLS option whose values make the controller use a certificate of its own. */
  readonly ownCertificate?: { readonly option: string; readonly values: readonly string[] }
  /** Reasons of ResolvedRefs, from `tls`, with which the listener is not Accepted either. */
  readonly notAccepted: readonly string[]
  /** Whether bad CA certificates of clients are told as bad certificates; save where a grant is missing. */
  readonly caAsCertificate: boolean
  /** What becomes of an HTTPS or TLS listener without `tls`: of a Gateway it may be there for ListenerSets only, which nobody is told. */
  readonly withoutTls: 'served' | 'placeholder'
  /** The only listeners that are expected; others are not Accepted, and serve all the same. */
  readonly expected?: readonly ListenerShape[]
  /** Whose listeners can be the parent of a route although they have faults. */
  readonly faultyParents: readonly ('Gateway' | 'ListenerSet')[]
  /** A Gateway and a ListenerSet of one namespace and name are taken for one: they share conflicts, counts and equally named listeners. */
  readonly ownersMixedUp: boolean
}

/** A hard error ends a route, and the last of the soft ones is told. */
export interface LastErrorChoices {
  /** Reasons that end it. */
  readonly hard: readonly string[]
  readonly filters: Readonly<Partial<Record<RouteKind, readonly string[]>>>
  /** The reason for a filter that is not known. */
  readonly unknownFilter: string
  /** Whether header values with control characters are found. */
  readonly headerValues: boolean
  /** Route kinds whose mirrors never end it. */
  readonly softMirrors: readonly RouteKind[]
}

/** Policies are judged by their targets, whoever uses these; the targets are ancestors, and the Gateways of every route that names them. */
export interface TargetPolicyChoices {
  /** controllerName on the entries of targets; those of Gateways bear that of the controller. */
  readonly targets: string
  /** Kinds that can be told from absent ones. */
  readonly known: readonly string[]
  /** Whether a target that an older policy has, with the same section or none, is refused to a younger one. */
  readonly conflicts: boolean
  /** Whose Gateways count. */
  readonly routeKinds: readonly RouteKind[]
}

/** How ReferenceGrants are read, where it is not as the specification says. */
export interface GrantChoices {
  /** Kinds that a grant can permit. */
  readonly to: readonly string[]
  /** Of the `to` entries for one kind only the last counts. */
  readonly lastOfKind: boolean
}
