import type { GroupKind, RouteKind } from './kinds.ts'
import type { CaChoices, KeyPairChoices, ListenerStatusChoices } from './listener-choices.ts'
import type { MappedGatewayChoices } from './mapped-choices.ts'
import type { MeshChoices, MeshNameChoices } from './mesh-choices.ts'
import type { GatewayOwnCheck } from './own-checks.ts'
import type { BackendStatusChoices, RouteStatusChoices } from './route-choices.ts'
import type { GrantChoices, TargetPolicyChoices } from './status-procedures.ts'

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
