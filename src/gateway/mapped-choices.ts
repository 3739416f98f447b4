import type { RouteKind } from './kinds.ts'

/** Choices of a controller that provisions nothing: it maps Gateways onto a proxy that is there already. */
export interface MappedGatewayChoices {
  /** The annotation by which a class says that its Gateways are mapped. Without it, or with an empty value, they get no status. */
  readonly classAnnotation?: string
  /** Whether a class without that annotation gets a status all the same. */
  readonly otherClassesAccepted: boolean
  readonly services?: ServiceAnnotation
  /** Annotations that other versions read, and this one does not. */
  readonly otherAnnotations: readonly string[]
}

/** The annotation of a Gateway that names the Services of the proxy; one that names another leaves the Gateway without status. */
export interface ServiceAnnotation {
  readonly annotation: string
  /** `NAMESPACE/NAME` of each Service of the proxy; undefined: not known, and held against nobody. */
  readonly services?: readonly string[]
  /** What an empty value is: as if it were not there, or a Service that does not exist. */
  readonly empty: 'absent' | 'a wrong Service'
  /** Whether blanks around the commas are dropped. */
  readonly trimmed: boolean
  /** A value that the controller replaces by the names. */
  readonly placeholder?: string
  /** Whether the value is a list, by commas. */
  readonly isList: boolean
  /** Without it the Gateway is left alone. */
  readonly required?: true
}

export interface MappedListenerChoices {
  /** Route kinds that a listener may name, whatever its protocol; undefined: what it names is not read. */
  readonly namedKinds?: readonly RouteKind[]
  /** Whether a route kind that it cannot name is a fault, or dropped. */
  readonly wrongKindsAreFaults: boolean
  /** The ports of each protocol that the proxy offers; undefined: not known, and held against nobody. */
  readonly offered?: Readonly<Record<string, readonly number[]>>
  /** What a listener has that the proxy does not offer: Accepted is False, or Detached is True. */
  readonly notOffered: 'Accepted' | 'Detached'
  /** What says that a listener is served. */
  readonly served: 'Programmed' | 'Ready'
  /** What is looked at in a certificate; that a Secret holds text in PEM, not what is in it. */
  readonly certificateChecks: readonly ('grant' | 'kind' | 'existence' | 'PEM')[]
  /** ResolvedRefs where the grant for a certificate is missing. */
  readonly ungrantedCertificate: 'RefNotPermitted' | 'InvalidCertificateRef'
}

export interface MappedRouteChoices {
  /** Route kinds that get status: not those whose controller is switched off. Undefined: what is written for a route is not known. */
  readonly written?: readonly RouteKind[]
  /** Route kinds with an entry for each section; the others have one for each Gateway, and never settle where its parentRefs differ. */
  readonly entryForSection: readonly RouteKind[]
  /** Route kinds that never settle where a parentRef has a port: the entry is written without it, and removed as one that nobody asked for. */
  readonly unsettledByPort: readonly RouteKind[]
  /** Route kinds that are said to be accepted even where no listener takes them. */
  readonly saidAccepted: readonly RouteKind[]
  /** Route kinds that have ResolvedRefs. */
  readonly resolvedRefs: readonly RouteKind[]
  /** Whether Programmed tells if a route could be translated for the proxy. */
  readonly programmed: boolean
  /** Route kinds that count for attachedRoutes: once for each listener that fits any parentRef, programmed or not, even one that names another Gateway. */
  readonly counted: readonly RouteKind[]
  /** Filters of an HTTPRoute that can be translated; one of any other type fails the whole route. Undefined: others are dropped. */
  readonly translatedFilters?: readonly string[]
}
