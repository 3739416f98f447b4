import type { MappedGatewayChoices, ServiceAnnotation } from '../../gateway/mapped-choices.ts'
import type { Gateway, GatewayClass } from '../../gateway/objects.ts'
import { text } from '../../gateway/shape.ts'

/** Why a Gateway that has a controller gets no status: its class is left to another, or it names a proxy that the controller does not have. */
export type Unwritten = 'class not mapped' | 'wrong Service'

/** Whether a class says that its Gateways are mapped onto the proxy that is there: any value will do but an empty one. */
export function isMapped(gatewayClass: GatewayClass | undefined, { classAnnotation }: MappedGatewayChoices): boolean {
  return classAnnotation === undefined || (text(gatewayClass?.metadata.annotations?.[classAnnotation]) ?? '') !== ''
}

/** Why a Gateway gets no status, in the order of the controller's checks (reconcileUnmanagedGateway in Kong's gateway_controller.go). */
export function unwrittenBecause(
  { metadata }: Gateway,
  gatewayClass: GatewayClass | undefined,
  choices: MappedGatewayChoices,
): Unwritten | undefined {
  if (!isMapped(gatewayClass, choices)) return 'class not mapped'
  const value = choices.services && text(metadata.annotations?.[choices.services.annotation])
  return choices.services && value !== undefined && namesOther(value, choices.services) ? 'wrong Service' : undefined
}

function namesOther(value: string, { services, empty, trimmed, placeholder, isList }: ServiceAnnotation): boolean {
  if (value === '') return empty === 'a wrong Service'
  if (value === placeholder) return false
  const names = (isList ? value.split(',') : [value]).map((name) => (trimmed ? name.trim() : name))
  // Whatever the Services are called, no name of one lacks its namespace.
  return !names.every((name) => (services ? services.includes(name) : name.includes('/')))
}
