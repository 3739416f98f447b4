import type { GroupKind, RouteKind } from './kinds.ts'
import type { MappedListenerChoices } from './mapped-choices.ts'
import type { EachConditionChoices } from './status-procedures.ts'

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
