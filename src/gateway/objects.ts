import type { V1Namespace, V1Service } from '@kubernetes/client-node'
import type {
  IBackendTLSPolicy,
  IGateway,
  IGatewayClass,
  IGRPCRoute,
  IHTTPRoute,
  IListenerSet,
  ITLSRoute,
} from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1'
import type { ITCPRoute, IUDPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1alpha2'
import type { IReferenceGrant } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1beta1'
import type { Kind, PolicyKind, RouteKind } from './kinds.ts'

export interface Metadata {
  name: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string
  deletionTimestamp?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
}

type Shape<T> = Omit<T, 'apiVersion' | 'kind' | 'metadata' | 'status'> & { apiVersion: string; metadata: Metadata }

/** Objects as the API server serves them, without what prediction never reads. An object of an older version may lack fields that v1 demands. */
export interface GatewayClass extends Shape<IGatewayClass> {
  kind: 'GatewayClass'
  status?: {
    supportedFeatures?: readonly ({ name: string } | string)[]
    conditions?: readonly { readonly type: string; readonly status: string; readonly reason: string }[]
  }
}
export interface Gateway extends Shape<IGateway> {
  kind: 'Gateway'
}
export interface ListenerSet extends Shape<IListenerSet> {
  kind: 'ListenerSet'
}
export interface HTTPRoute extends Shape<IHTTPRoute> {
  kind: 'HTTPRoute'
}
export interface GRPCRoute extends Shape<IGRPCRoute> {
  kind: 'GRPCRoute'
}
export interface TLSRoute extends Shape<ITLSRoute> {
  kind: 'TLSRoute'
}
export interface TCPRoute extends Shape<ITCPRoute> {
  kind: 'TCPRoute'
}
export interface UDPRoute extends Shape<IUDPRoute> {
  kind: 'UDPRoute'
}
export interface BackendTLSPolicy extends Shape<IBackendTLSPolicy> {
  kind: 'BackendTLSPolicy'
}
export interface ReferenceGrant extends Shape<IReferenceGrant> {
  kind: 'ReferenceGrant'
}
/** Experimental; the types package has no XBackend. */
export interface XBackend {
  apiVersion: string
  kind: 'XBackend'
  metadata: Metadata
  spec?: { tls?: { clientCertificateRef?: { group?: string; kind?: string; name: string; namespace?: string } } }
}
/** What prediction reads of a policy of the experimental group; the types package has none of them. */
interface ExperimentalPolicy {
  apiVersion: string
  metadata: Metadata
  spec?: { targetRefs?: readonly { readonly group: string; readonly kind: string; readonly name: string }[] }
}
export interface XBackendTrafficPolicy extends ExperimentalPolicy {
  kind: 'XBackendTrafficPolicy'
}
export interface XTelemetryPolicy extends ExperimentalPolicy {
  kind: 'XTelemetryPolicy'
}
export interface XMesh {
  apiVersion: string
  kind: 'XMesh'
  metadata: Metadata
  spec?: { controllerName?: string; parametersRef?: unknown }
}
export interface Namespace extends Shape<V1Namespace> {
  kind: 'Namespace'
}
export interface Service extends Shape<V1Service> {
  kind: 'Service'
}
/** Of a cluster's Secret only type and key count are known; a file may hold more. */
export interface Secret {
  apiVersion: 'v1'
  kind: 'Secret'
  metadata: Metadata
  type: string
  keyCount: number
  data?: Readonly<Record<string, string>>
}
/** Of a cluster's ConfigMap only the metadata is known; a file may hold more. */
export interface ConfigMap {
  apiVersion: 'v1'
  kind: 'ConfigMap'
  metadata: Metadata
  data?: Readonly<Record<string, string>>
}

export interface ObjectOf {
  GatewayClass: GatewayClass
  Gateway: Gateway
  ListenerSet: ListenerSet
  HTTPRoute: HTTPRoute
  GRPCRoute: GRPCRoute
  TLSRoute: TLSRoute
  TCPRoute: TCPRoute
  UDPRoute: UDPRoute
  BackendTLSPolicy: BackendTLSPolicy
  ReferenceGrant: ReferenceGrant
  XBackend: XBackend
  XBackendTrafficPolicy: XBackendTrafficPolicy
  XTelemetryPolicy: XTelemetryPolicy
  XMesh: XMesh
  Namespace: Namespace
  Service: Service
  Secret: Secret
  ConfigMap: ConfigMap
}

export type AnyObject = ObjectOf[Kind]
export type Route = ObjectOf[RouteKind]
/** What can refer into another namespace and is kept in a view. */
export type Referrer = Gateway | ListenerSet | Route | XTelemetryPolicy
export type Policy = ObjectOf[PolicyKind]
export type Listener = Gateway['spec']['listeners'][number]

/** An object before anything is known of its spec: what a review or a manifest must at least be to be looked at. */
export interface UntypedObject {
  apiVersion: string
  kind: string
  metadata: Metadata
  [field: string]: unknown
}
