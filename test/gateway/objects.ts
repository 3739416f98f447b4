import { load, loadAll } from 'js-yaml'
import { fieldPath } from '../../src/documents/field-path.ts'
import { kindOf } from '../../src/gateway/kinds.ts'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { AnyObject, UntypedObject } from '../../src/gateway/objects.ts'

/** An object written as YAML. */
export function yaml<T extends AnyObject | UntypedObject = AnyObject>(text: string): T {
  return load(text) as T
}

/** The documents of a YAML stream. */
export function documents(text: string): AnyObject[] {
  return (loadAll(text) as (AnyObject | null)[]).filter((document) => document !== null)
}

/** A cluster in which every kind is listed and that holds these objects. */
export function cluster(...objects: readonly (AnyObject | UntypedObject)[]): ObjectStore {
  const store = new ObjectStore({ state: 'listed' })
  for (const object of objects) {
    const known = kindOf(object.apiVersion, object.kind)
    if (known) store.put(known.kind, object as AnyObject)
  }
  return store
}

export interface GatewayParts {
  name?: string
  namespace?: string
  className?: string
  created?: string
  listeners?: readonly string[]
  spec?: Record<string, unknown>
}

/** A Gateway whose listeners are written as `name PROTOCOL port [hostname]`. */
export function gateway({
  name = 'edge',
  namespace = 'default',
  className = 'kong',
  created,
  listeners = [],
  spec = {},
}: GatewayParts = {}): UntypedObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace, ...(created && { creationTimestamp: created }) },
    spec: { gatewayClassName: className, listeners: listeners.map(listener), ...spec },
  }
}

function listener(text: string): Record<string, unknown> {
  const [name, protocol, port, hostname] = text.split(' ')
  return { name, protocol, port: Number(port), ...(hostname && { hostname }) }
}

export function gatewayClass(name: string, controllerName: string, annotations?: Record<string, string>): UntypedObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name, ...(annotations && { annotations }) },
    spec: { controllerName },
  }
}

export const KONG = gatewayClass('kong', 'konghq.com/kic-gateway-controller', { 'konghq.com/gatewayclass-unmanaged': 'true' })
export const ISTIO = gatewayClass('istio', 'istio.io/gateway-controller')
export const KUMA = gatewayClass('kuma', 'gateways.kuma.io/controller')
export const OPERATOR = gatewayClass('operator', 'konghq.com/gateway-operator')
export const BARE = gatewayClass('bare', 'example.com/controller')

/** A route of any kind in `namespace`, to the Gateway `edge` there unless told otherwise. */
export function route(spec: Record<string, unknown>, { kind = 'HTTPRoute', name = 'shop', namespace = 'default' } = {}): UntypedObject {
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name, namespace }, spec: { parentRefs: [{ name: 'edge' }], ...spec } }
}

export interface GrantEnd {
  group?: string
  kind: string
  namespace?: string
  name?: string
}

export function grant(namespace: string, from: GrantEnd, to: GrantEnd, name = 'allow'): UntypedObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
    metadata: { name, namespace },
    spec: { from: [{ group: 'gateway.networking.k8s.io', ...from }], to: [{ group: '', ...to }] },
  }
}

/** Makes every part of a value immutable, so that whoever writes to it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFreeze(part)
  }
  return value
}

/** What a field path such as `spec.rules[0].matches` names in an object; undefined where it names nothing. */
export function atPath(object: unknown, path: string): unknown {
  return fieldPath(path).reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], object)
}
