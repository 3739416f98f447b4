import type { Gateway } from '../gateway/objects.ts'
import type { Reference } from '../gateway/references.ts'
import type { Condition } from './condition.ts'
import type { Existence } from './status/context.ts'

/** What a controller writes of something: conditions, nothing at all (`silent`), or nobody knows. */
export interface Written {
  readonly condition?: Condition
  /** Its status is known, and says nothing of it. */
  readonly silent: boolean
}

/** A certificate, or CA certificates, that an object names. Where no grant lets it be used, nothing of the target is in here. */
export interface CredentialFact {
  readonly reference: Reference
  /** The listener that names it, by its position. */
  readonly listener?: number
  /** Whether the kind can hold it: not known for a kind of another group, which may be the controller's own. */
  readonly kind: 'fits' | 'wrong' | 'foreign'
  readonly existence: Existence
  /** The type of the Secret, where it is another than that of a key pair. */
  readonly wrongType?: string
  /** What makes the contents useless, which only a file can show. */
  readonly problem?: string
  /** The names of a certificate that is for none of its listener's. */
  readonly namesElsewhere?: readonly string[]
  readonly written: Written
  /** Every listener of the object is dead for the kinds, or for the kinds and types, of its certificates. */
  readonly deadBy?: 'kind' | 'type'
}

/** A parametersRef. */
export interface ParametersFact {
  readonly path: string
  readonly group: string
  readonly kind: string
  readonly name: string
  readonly namespace?: string
  readonly state: 'unknown kind' | 'absent' | 'namespace missing' | 'namespace needless' | 'in order' | 'unknown'
  /** The kinds that the controller takes, as far as that is known. */
  readonly fitting: readonly string[]
  readonly written: Written
}

/** One of the addresses of a Gateway. */
export interface AddressFact {
  readonly path: string
  readonly type: string
  readonly value: string
  /** What the controller makes of the type. */
  readonly standing: 'taken' | 'refused' | 'ignored' | 'unknown'
  /** It is taken, and cannot be used. */
  readonly unusable?: Condition
  /** Why the routability that is asked for cannot be had. */
  readonly routability?: { readonly asked: string; readonly because: 'Hostname' | 'not published' }
}

/** What is the case with one listener of a Gateway or ListenerSet, beside its certificates. */
export interface ListenerFact {
  /** Its position. */
  readonly listener: number
  /** What its controller would write; empty where that is not known. */
  readonly conditions: readonly Condition[]
  /** The controller does not serve the protocol, which the specification has, or allows with its domain. */
  readonly isProtocolRefused: boolean
  /** The mode of TLS that the class does not publish as a feature; `mixed` with others on the port, by their positions. */
  readonly tlsMode?: { readonly lacks: 'terminate' | 'mixed'; readonly others: readonly number[] }
  /** It terminates TLS with more certificates than its controller takes. */
  readonly tooManyCertificates?: { readonly most: number; readonly named: number; readonly written: Written }
  /** It passes TLS through, and names certificates: the listener is dead by it, or they are ignored. */
  readonly needlessCertificates?: 'fatal' | 'ignored'
  /** Listeners before it on its port that no data plane could serve beside it, although the specification calls them distinct. */
  readonly mixedWith: readonly number[]
}

/** A GatewayClass that exists and that its controller refuses. */
export interface ClassRefusal {
  readonly reason: string
  /** Whether the reason stands in the status of the class, or is predicted. */
  readonly from: 'status' | 'prediction'
  /** Its Gateways are served all the same. */
  readonly serves: boolean
}

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
