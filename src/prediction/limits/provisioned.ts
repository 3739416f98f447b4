import type { Implementation } from '../../gateway/implementation.ts'
import type { Gateway, GatewayClass } from '../../gateway/objects.ts'
import { type Fields, isRecord, recordEntries, records, text } from '../../gateway/shape.ts'
import type { ListenerShape } from '../../gateway/status-procedures.ts'
import { hasShape } from '../status/each-condition.ts'
import type { GatewayLimitFact } from './fact.ts'

/** A class that its controller knows only with a switch that is off, as far as is known: the controller itself makes the object. */
export function classOff(
  gateway: Gateway,
  className: string,
  gatewayClass: GatewayClass | undefined,
  implementation: Implementation,
): GatewayLimitFact[] {
  const because = implementation.limits?.classOff
  if (!because || ((because.assumed || implementation.assumed) && gatewayClass)) return []
  return [{ limit: 'class off', path: 'spec.gatewayClassName', key: `${className} ${gateway.metadata.name}`, implementation, className, because }]
}

/** What stands in the way of the proxy that is deployed for a Gateway: its names, its ports, and listeners that are not its own. */
export function provisionedLimits(gateway: Gateway, className: string, implementation: Implementation): GatewayLimitFact[] {
  const listeners = recordEntries(gateway.spec?.listeners)
  return [...unexpected(listeners, implementation), ...(isProvisioned(gateway) ? deployed(gateway, className, listeners, implementation) : [])]
}

/** Nothing is deployed for a Gateway whose addresses name a proxy that is there. Source: IsManaged in pilot/pkg/config/kube/gatewaycommon of Istio. */
export function isProvisioned({ spec }: Gateway): boolean {
  const types = records(spec?.addresses).map(({ type }) => text(type) ?? 'IPAddress')
  return types.length === 0 || (types.length === 1 && types[0] === 'IPAddress')
}

function deployed(gateway: Gateway, className: string, listeners: readonly [number, Fields][], implementation: Implementation): GatewayLimitFact[] {
  const choices = implementation.limits?.deployment
  if (!choices) return []
  const { isNamedAfterClass, longestName: longest, nameAnnotation: annotation, reservedPorts } = choices
  const { name, annotations } = gateway.metadata
  const generated = text(annotations?.[annotation]) ?? (isNamedAfterClass ? `${name}-${className}` : name)
  const ports = listeners.flatMap(([listener, { port, name: own }]): GatewayLimitFact[] =>
    typeof port === 'number' && reservedPorts.includes(port)
      ? [{ limit: 'reserved port', path: `spec.listeners[${listener}].port`, key: text(own) ?? '', implementation, listener, port }]
      : [],
  )
  if (generated.length <= longest) return ports
  return [{ limit: 'long name', path: 'metadata.name', key: name, implementation, generated, longest, annotation }, ...ports]
}

function unexpected(listeners: readonly [number, Fields][], implementation: Implementation): GatewayLimitFact[] {
  const because = implementation.limits?.listeners
  if (!because) return []
  return listeners
    .filter(([, fields]) => !because.allowed.some((shape) => isOfShape(fields, shape)))
    .map(([listener, { name }]) => ({
      limit: 'unexpected listener',
      path: `spec.listeners[${listener}]`,
      key: text(name) ?? '',
      implementation,
      listener,
      because,
    }))
}

function isOfShape({ port, protocol, tls }: Fields, shape: ListenerShape): boolean {
  const mode = isRecord(tls) ? (text(tls.mode) === 'Passthrough' ? 'Passthrough' : 'Terminate') : 'none'
  return hasShape({ port: typeof port === 'number' ? port : 0, protocol: text(protocol) ?? '', tls: mode }, shape)
}
