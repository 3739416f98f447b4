import type { Implementation } from '../../gateway/implementation.ts'
import type { IgnoredField, Limit } from '../../gateway/limits.ts'
import type { ServiceAnnotation } from '../../gateway/mapped-choices.ts'
import type { GatewayOwnCheck, RouteOwnCheck } from '../../gateway/own-checks.ts'
import type { ObjectName } from '../../gateway/ports.ts'
import type { ListenerShape } from '../../gateway/status-procedures.ts'

interface Place {
  readonly path: string
  readonly key: string
  /** Whose limit it is. */
  readonly implementation: Implementation
}

/** What of a route its controller cannot do, or does otherwise. */
export type RouteLimitFact = Place &
  (
    | { readonly limit: 'several backends'; readonly because: Limit; readonly backends: number }
    | { readonly limit: 'gated kind'; readonly because: Limit }
    /** References of a rule between which weights split nothing, for they name one Service and port. */
    | { readonly limit: 'one Service'; readonly because: Limit; readonly name: string; readonly others: readonly string[] }
    | { readonly limit: 'differing timeouts'; readonly value?: string; readonly first: { readonly path: string; readonly value: string } }
    | { readonly limit: 'ignored timeout'; readonly field: 'request' | 'backendRequest' }
    | { readonly limit: 'parent port'; readonly port: number; readonly effect: 'ignored' | 'for acceptance only' }
    | { readonly limit: 'parent section'; readonly section: string }
    /** A listener that does not take HTTPRoutes, beside others that do. */
    | { readonly limit: 'other listener'; readonly listener: string; readonly taking: readonly string[]; readonly parent: ObjectName }
    /** Its status is written and removed, or written over, for ever. */
    | { readonly limit: 'unsettled'; readonly because: 'port' | 'shared entry'; readonly first?: string }
    /** The controller logs the error, and no condition ever says so. */
    | {
        readonly limit: 'not translated'
        readonly because: 'no hostnames' | 'no rules' | 'rule without backends'
        readonly condition?: NonNullable<Limit['condition']>
      }
    /** The route gets no status at any parent of the controller. */
    | {
        readonly limit: 'no status'
        readonly because: 'parent of another kind' | 'unusable selector' | 'class not mapped' | 'wrong Service'
        readonly parent?: ObjectName
      }
    | OwnCheckFact
    | IgnoredFact
    | MeshFact
  )

/** What is offered by the proxy onto which a Gateway is mapped, in words of the ports. */
export interface OfferedPort {
  readonly port: number
  readonly protocol: string
}

/** What of a Gateway its controller cannot do, or does otherwise. */
export type GatewayLimitFact = Place &
  (
    | { readonly limit: 'listener tls'; readonly listener: number; readonly because: Limit }
    | { readonly limit: 'several certificates'; readonly listener: number; readonly certificates: number; readonly because: Limit }
    | { readonly limit: 'shared port'; readonly listener: number; readonly others: readonly number[] }
    | { readonly limit: 'protocol'; readonly listener: number; readonly protocol: string; readonly served: readonly string[] }
    | {
        readonly limit: 'port not offered'
        readonly listener: number
        readonly offered: readonly OfferedPort[]
        /** The Services of the proxy, where they are known; their ports were looked at unless the ports are configured. */
        readonly services: readonly ObjectName[]
        readonly isConfigured: boolean
        readonly condition?: NonNullable<Limit['condition']>
      }
    | { readonly limit: 'class not mapped'; readonly annotation: string; readonly className: string }
    | { readonly limit: 'not mapped'; readonly annotation: string; readonly value?: string }
    | {
        readonly limit: 'wrong Service'
        readonly choices: ServiceAnnotation
        readonly value: string
        /** It can be none; the controller has another; it is not there. */
        readonly because: 'no name' | 'blanks' | 'another' | 'absent'
        readonly names: readonly ObjectName[]
      }
    | DeadAnnotation
    | ParametersFact
    | { readonly limit: 'class off'; readonly className: string; readonly because: Limit }
    | ProvisionedFact
    | AddressFact
    | OwnCheckFact
    | IgnoredFact
    | NameUnread
    | { readonly limit: 'gateways unread'; readonly because: Limit }
  )

/** What of a Gateway stands in the way of the proxy that is deployed for it. */
type ProvisionedFact =
  | { readonly limit: 'long name'; readonly generated: string; readonly longest: number; readonly annotation: string }
  | { readonly limit: 'reserved port'; readonly listener: number; readonly port: number }
  | { readonly limit: 'unexpected listener'; readonly listener: number; readonly because: Limit & { readonly allowed: readonly ListenerShape[] } }

/** An address that should name a Service of the Gateway's own namespace, and what is wrong with it. `isOnly`: no other address could do. */
interface AddressFact {
  readonly limit: 'address'
  readonly value: string
  readonly isOnly: boolean
  readonly trouble:
    | { readonly is: 'type'; readonly type: string; readonly condition: NonNullable<Limit['condition']> }
    | { readonly is: 'annotation'; readonly annotation: string; readonly condition: NonNullable<Limit['condition']> }
    /** It is written out, and its namespace is another. */
    | { readonly is: 'elsewhere'; readonly name: ObjectName }
    | { readonly is: 'absent'; readonly name: ObjectName }
    /** It is no name of a Service at all. */
    | { readonly is: 'no Service' }
    /** Listeners whose port the Service lacks; `meant` is the port of the Service that leads to such a port of the proxy. */
    | {
        readonly is: 'port'
        readonly name: ObjectName
        readonly port: number
        readonly listener: number
        readonly offered: readonly number[]
        readonly meant?: number
      }
}

/** What of a BackendTLSPolicy a controller leaves alone. */
export type PolicyLimitFact = Place & { readonly limit: 'policy not read'; readonly because: Limit }

interface DeadAnnotation {
  readonly limit: 'dead annotation'
  readonly annotation: string
  readonly value: string
  /** What is read in its place on this kind of object; and the kind on which it is read itself. */
  readonly instead?: string
  readonly readOn?: 'GatewayClass' | 'Gateway'
}

interface ParametersFact {
  readonly limit: 'parameters'
  readonly group: string
  readonly kind: string
  readonly trouble: 'kind' | 'namespace'
  readonly because: Limit & { readonly kinds: readonly string[] }
}

/** A check of the controller's own, for which it writes no status of the object at all. */
interface OwnCheckFact {
  readonly limit: 'own check'
  readonly check: GatewayOwnCheck | RouteOwnCheck
  /** Of a listener. */
  readonly listener?: number
  /** The Gateway whose listener it is about, of a route. */
  readonly parent?: ObjectName
  readonly because: Limit
}

interface IgnoredFact {
  readonly limit: 'ignored field'
  readonly field: IgnoredField
}

/** The mesh is named where it is not read. */
interface NameUnread {
  readonly limit: 'mesh name unread'
  readonly meshKey: string
  readonly place: 'label' | 'annotation'
  readonly wanted: 'label' | 'annotation'
  readonly value: string
}

/** What is the case with a route and its parents in a mesh. */
type MeshFact =
  | NameUnread
  | {
      readonly limit: 'another mesh'
      readonly meshKey: string
      readonly place: 'label' | 'annotation'
      readonly mesh: string
      readonly parentMesh: string
      readonly parent: ObjectName
      readonly conditions: readonly NonNullable<Limit['condition']>[]
    }
  /** The Gateway of a parent gets no status, and what is new about it is not served, by a check of its own. */
  | { readonly limit: 'parent without status'; readonly parent: ObjectName; readonly check: GatewayOwnCheck; readonly because: Limit }
  | {
      readonly limit: 'names together'
      readonly length: number
      readonly most: number
      readonly documented: number
      readonly parent: ObjectName & { readonly kind: string }
    }
  | {
      readonly limit: 'service protocol'
      readonly parent: ObjectName
      /** The ports that the route is for, none of which speaks a protocol of which it sees requests. */
      readonly ports: readonly { readonly port: number; readonly protocol?: string }[]
      readonly served: readonly string[]
      readonly annotation: string
    }
  | {
      readonly limit: 'headless parent'
      readonly parent: ObjectName
      readonly isEverywhere: boolean
      readonly condition?: NonNullable<Limit['condition']>
    }
  | { readonly limit: 'shared Service'; readonly parent: ObjectName; readonly last: string }

/** What of a GatewayClass its controller cannot do, or does otherwise. */
export type ClassLimitFact = Place &
  (
    | { readonly limit: 'not mapped'; readonly annotation: string; readonly value?: string }
    | { readonly limit: 'no boolean'; readonly annotation: string; readonly value: string }
    | { readonly limit: 'several classes'; readonly other: string; readonly because: Limit }
    | DeadAnnotation
    | ParametersFact
    | { readonly limit: 'gateways unread'; readonly because: Limit }
  )

export type LimitFact = RouteLimitFact | GatewayLimitFact | ClassLimitFact | PolicyLimitFact
