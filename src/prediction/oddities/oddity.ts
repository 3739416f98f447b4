/** What every oddity has: the field path in its object, and what stays equal when lists are reordered. */
interface Place {
  readonly path: string
  readonly key: string
}

/** What is wrong with one listener. */
interface OfListener extends Place {
  /** Position in `spec.listeners`. */
  readonly listener: number
  /** The listener is dead by it. */
  readonly fatal: boolean
  /** By this and by other oddities every listener of the object is dead. */
  readonly whole: boolean
}

export interface RepeatedHeaderMatch extends Place {
  readonly oddity: 'repeated-header-match'
  readonly name: string
  readonly first: { readonly name: string; readonly path: string }
}

export type HeaderAction = 'set' | 'add' | 'remove'

export interface RepeatedHeaderAction extends Place {
  readonly oddity: 'repeated-header-action'
  readonly name: string
  readonly action: HeaderAction
  readonly first: { readonly name: string; readonly action: HeaderAction; readonly path: string }
}

export interface DuplicateParentRef extends Place {
  readonly oddity: 'duplicate-parent-ref'
  readonly parent: { readonly kind: string; readonly namespace: string; readonly name: string }
  readonly first: string
}

export interface DuplicateRuleName extends Place {
  readonly oddity: 'duplicate-rule-name'
  readonly name: string
  readonly first: string
}

export interface BackendFilter extends Place {
  readonly oddity: 'prefix-rewrite-without-prefix' | 'redirect-on-backend'
  readonly backend: string
}

export interface ZeroWeights extends Place {
  readonly oddity: 'backend-weights-all-zero'
  readonly backends: number
}

export interface ShadowedMatch extends Place {
  readonly oddity: 'shadowed-match'
  /** Every match of the rule is shadowed: the path is that of the rule. */
  readonly wholeRule: boolean
  /** Paths of the rules that win. */
  readonly winners: readonly string[]
}

export interface UnlimitedBackendTimeout extends Place {
  readonly oddity: 'backend-timeout-unlimited'
  readonly request: string
}

export interface RetryWithoutAttempts extends Place {
  readonly oddity: 'retry-without-attempts'
}

export interface RetryBeyondTimeout extends Place {
  readonly oddity: 'retry-beyond-timeout'
  readonly attempts: number
  readonly backoff: string
  readonly request: string
}

export interface RetryNotPortable extends Place {
  readonly oddity: 'retry-not-portable'
  /** The codes that no controller has to know; none where the backoff is meant. */
  readonly codes: readonly number[]
}

export interface RuleWithoutBackends extends Place {
  readonly oddity: 'rule-without-backends'
}

export interface DeprecatedSessionPersistence extends Place {
  readonly oddity: 'deprecated-session-persistence'
}

export interface IpHostname extends Place {
  readonly oddity: 'ip-hostname'
  readonly hostname: string
}

export interface SelectorMissing extends OfListener {
  readonly oddity: 'missing-selector'
}

/** `spec.allowedListeners` of a Gateway. */
export interface ListenersSelectorMissing extends Place {
  readonly oddity: 'missing-listeners-selector'
}

export interface UnknownProtocol extends OfListener {
  readonly oddity: 'unknown-protocol'
  readonly protocol: string
  /** The protocol that differs only by case. */
  readonly meant?: string
}

export interface InvalidRouteKind extends OfListener {
  readonly oddity: 'invalid-route-kind'
  readonly group: string
  readonly kind: string
  readonly protocol: string
  /**
   * No route kind of Gateway API; a kind of another group; a kind that the controller, or by default the specification, does not take on the
   * protocol; one that it takes, and does not know by name.
   */
  readonly because: 'unknown' | 'foreign' | 'protocol' | 'unnamed'
  /** The route kind that differs only by case. */
  readonly meant?: string
  /** The controller is known to answer with InvalidRouteKinds. */
  readonly refused: boolean
  /** Kinds that it takes on the protocol. */
  readonly fitting: readonly string[]
}

export interface ListenerWithoutCertificate extends OfListener {
  readonly oddity: 'listener-without-certificate'
  /** Only options of the controller's own may bring one. */
  readonly optionsOnly: boolean
}

export interface ListenerFilterProtocol extends OfListener {
  readonly oddity: 'listener-filter-protocol'
  readonly protocol: string
}

export interface AddressWithoutValue extends Place {
  readonly oddity: 'address-without-value'
  readonly type: string
}

export interface FrontendPortUnused extends Place {
  readonly oddity: 'frontend-port-unused'
  readonly port: number
}

export interface InsecureFrontend extends Place {
  readonly oddity: 'insecure-frontend-validation'
}

export type ListenerOddity = SelectorMissing | UnknownProtocol | InvalidRouteKind | ListenerWithoutCertificate | ListenerFilterProtocol

/**
 * What one object shows by itself and no CRD of every supported bundle refuses: legal, but dead, ambiguous or strange. Source:
 * `gateway-api.md` 2.2 and 2.13 (X-SHADOW-SELF), `gateway-api-1.7.md` 6.
 */
export type Oddity =
  | RepeatedHeaderMatch
  | RepeatedHeaderAction
  | DuplicateParentRef
  | DuplicateRuleName
  | BackendFilter
  | ZeroWeights
  | ShadowedMatch
  | UnlimitedBackendTimeout
  | RetryWithoutAttempts
  | RetryBeyondTimeout
  | RetryNotPortable
  | RuleWithoutBackends
  | DeprecatedSessionPersistence
  | IpHostname
  | ListenersSelectorMissing
  | ListenerOddity
  | AddressWithoutValue
  | FrontendPortUnused
  | InsecureFrontend
