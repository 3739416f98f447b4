import type { GrantState } from '../gateway/grants.ts'
import type { Implementation } from '../gateway/implementation.ts'
import type { Reference } from '../gateway/references.ts'
import type { Told } from './judges.ts'
import type { Existence } from './status/context.ts'

/** What a controller of a parent makes of it. */
interface Judged extends Told {
  /** Who cannot do it; absent where it is wrong whoever reads the route. */
  readonly by?: Implementation
}

/** An XBackendTrafficPolicy. */
export interface PolicyName {
  readonly namespace: string
  readonly name: string
}

/** A port of a Service. */
export interface ServicePort {
  readonly port: number
  readonly protocol: string
}

/** What is wrong with a backend. Nothing of it depends on whether a parent accepts the route, or on the order in which a controller looks. */
export type BackendTrouble = Judged &
  (
    | {
        readonly is: 'kind'
        /** `made up`: of a group that has no other kind of backend, whoever reads it. */
        readonly because: 'made up' | 'not taken'
        /** Whether the route's namespace has a Service of the name. */
        readonly namesake: boolean
        readonly whole: boolean
      }
    | { readonly is: 'port not given'; readonly offered: readonly ServicePort[]; readonly whole: boolean }
    | { readonly is: 'absent' }
    /** An XBackend of another namespace. */
    | { readonly is: 'namespace' }
    | { readonly is: 'external name'; readonly host: string }
    | { readonly is: 'port'; readonly offered: readonly ServicePort[] }
    | { readonly is: 'protocol'; readonly wanted: 'TCP' | 'UDP'; readonly has: string; readonly offered: readonly ServicePort[] }
    | { readonly is: 'app protocol'; readonly appProtocol: string; readonly feature?: string }
    | { readonly is: 'affinity' }
    /** Another backend of the rule, at the path `first`, keeps its sessions under the same name. */
    | {
        readonly is: 'session name'
        readonly carrier: 'Cookie' | 'Header'
        readonly name: string
        readonly first: string
        readonly policy?: PolicyName
      }
    /** Its rule keeps sessions, and so does the backend. */
    | { readonly is: 'sessions twice'; readonly policy?: PolicyName }
  )

/** One reference of a route or a policy to a backend, with what is the case with it. */
export interface BackendUse {
  readonly role: 'backend' | 'mirror' | 'external auth' | 'tracing backend'
  readonly reference: Reference
  readonly port?: number
  /** Its weight among those of its rule; undefined for what is no backend of a rule. */
  readonly share?: { readonly weight: number; readonly of: number }
  readonly grant: GrantState
  readonly existence: Existence
  /** None where a grant is missing: nothing is told of what may not be seen. */
  readonly troubles: readonly BackendTrouble[]
}

/** A filter of a rule, or of a backend, that does not do what it says. */
export type FilterTrouble = Judged & {
  readonly path: string
  readonly key: string
  readonly place: 'rule' | 'backend'
  readonly type: string
} & (
    | {
        readonly is: 'type'
        readonly others: 'ignored' | 'backend not served' | 'rule not served' | 'route not served'
        /** Every controller of the route serves nothing of it, in any version. */
        readonly isWhole: boolean
        /** Types that it takes in this place. */
        readonly taken: readonly string[]
      }
    /** A path in the rewrite of a backend. */
    | { readonly is: 'path' }
    | { readonly is: 'feature'; readonly feature: string; readonly className: string }
    | { readonly is: 'redirect code'; readonly feature: string; readonly className: string; readonly code: number }
    | { readonly is: 'extension kind'; readonly extension: Extension; readonly taken: readonly string[] }
    | { readonly is: 'extension absent'; readonly extension: Extension }
    | { readonly is: 'together'; readonly with: string }
  )

export interface Extension {
  readonly group: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
}

/** A value that cannot be used, in a match or in a filter. */
export interface UnusableValue extends Judged {
  readonly is: 'regular expression' | 'header' | 'hostname'
  readonly path: string
  readonly key: string
  readonly value: string
  /** Words for a person. */
  readonly problem: string
  /** No rule of the route is without one of its kind. */
  readonly whole: boolean
}

/** What the rules of a route name and ask for. */
export interface RuleFacts {
  /** False while no controller known here reads the route: what is found then refuses nothing. */
  readonly isRead: boolean
  readonly backends: readonly BackendUse[]
  readonly filters: readonly FilterTrouble[]
  readonly values: readonly UnusableValue[]
}

/** A filter of a listener whose reference leads nowhere, or that the class does not have. */
export type ListenerFilterTrouble = {
  readonly path: string
  readonly key: string
  /** Position in `spec.listeners`. */
  readonly listener: number
} & ({ readonly is: 'feature'; readonly feature: string; readonly className: string } | { readonly is: 'kind' | 'absent'; readonly to: Extension })
