import type { MappedGatewayChoices, ServiceAnnotation } from '../../gateway/mapped-choices.ts'
import type { Gateway, GatewayClass } from '../../gateway/objects.ts'
import type { ObjectName } from '../../gateway/ports.ts'
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
  return choices.services && wrongService(metadata, choices.services) ? 'wrong Service' : undefined
}

type Annotated = Pick<Gateway['metadata'], 'annotations'>

/** Why the controller finds no proxy by what a Gateway names: no Service is called so, or its own is another. Undefined where it names none. */
export function wrongService({ annotations }: Annotated, choices: ServiceAnnotation): 'no name' | 'blanks' | 'another' | undefined {
  const value = text(annotations?.[choices.annotation])
  if (value === undefined || value === choices.placeholder) return undefined
  if (value === '') return choices.empty === 'a wrong Service' ? 'no name' : undefined
  const names = namesIn(value, choices)
  // Whatever the Services are called, no name of one lacks its namespace.
  if (!names.every((name) => name.includes('/'))) return 'no name'
  if (names.some((name) => name !== name.trim())) return 'blanks'
  return choices.services && !names.every((name) => choices.services?.includes(name)) ? 'another' : undefined
}

/** The Services of the proxy that a Gateway is mapped onto; undefined where nothing names them. */
export function serviceNames({ annotations }: Annotated, choices: ServiceAnnotation): ObjectName[] | undefined {
  if (wrongService({ ...(annotations && { annotations }) }, choices)) return undefined
  const value = text(annotations?.[choices.annotation])
  const names = choices.services ?? (value === undefined || value === '' || value === choices.placeholder ? undefined : namesIn(value, choices))
  return names?.map((name) => ({ namespace: name.slice(0, name.indexOf('/')), name: name.slice(name.indexOf('/') + 1) }))
}

function namesIn(value: string, { isList, trimmed }: ServiceAnnotation): string[] {
  return (isList ? value.split(',') : [value]).map((name) => (trimmed ? name.trim() : name))
}
