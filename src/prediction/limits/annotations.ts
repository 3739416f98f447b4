import type { Implementation } from '../../gateway/implementation.ts'
import type { MappedGatewayChoices } from '../../gateway/mapped-choices.ts'
import type { Gateway, GatewayClass } from '../../gateway/objects.ts'
import type { ClusterView, ObjectName } from '../../gateway/ports.ts'
import { text } from '../../gateway/shape.ts'
import { isManaged } from '../class.ts'
import { isMapped, serviceNames, wrongService } from '../status/mapped-gateway.ts'
import type { ClassLimitFact, GatewayLimitFact } from './fact.ts'

const place = (annotation: string) => `metadata.annotations[${annotation}]`

/**
 * What is wrong with the annotations by which a class says that its Gateways are mapped onto a proxy. One that is managed on purpose says
 * nothing. Source: kong.md 1.6 and 5.3.
 */
export function classAnnotations(gatewayClass: GatewayClass, implementation: Implementation): ClassLimitFact[] {
  const { mapped } = implementation
  if (!mapped) return []
  const { classAnnotation } = mapped
  const found: ClassLimitFact[] = [...deadAnnotations(gatewayClass, implementation, mapped)]
  if (mapped.services && mapped.services.annotation !== classAnnotation) {
    const { annotation } = mapped.services
    found.push(...deadOne(gatewayClass, annotation, implementation, { readOn: 'Gateway', ...(classAnnotation && { instead: classAnnotation }) }))
  }
  if (classAnnotation === undefined || isManaged(gatewayClass)) return found
  const value = text(gatewayClass.metadata.annotations?.[classAnnotation])
  const base = { annotation: classAnnotation, implementation, key: classAnnotation }
  if (!isMapped(gatewayClass, mapped)) {
    const path = value === undefined ? 'metadata' : place(classAnnotation)
    found.push({ limit: 'not mapped', path, ...base, ...(value !== undefined && { value }) })
  } else if (value !== undefined && /^(false|no|off|0)$/i.test(value)) {
    found.push({ limit: 'no boolean', path: place(classAnnotation), ...base, value })
  }
  return found
}

/** What is wrong with the annotations by which a Gateway names the proxy that it is mapped onto, and with its class. */
export function gatewayAnnotations(
  gateway: Gateway,
  gatewayClass: GatewayClass | undefined,
  implementation: Implementation,
  view: ClusterView,
): GatewayLimitFact[] {
  const { mapped } = implementation
  if (!mapped || isManaged(gatewayClass)) return []
  const found: GatewayLimitFact[] = [...deadAnnotations(gateway, implementation, mapped)]
  const { classAnnotation, services } = mapped
  if (classAnnotation !== undefined && !isMapped(gatewayClass, mapped)) {
    const className = gateway.spec.gatewayClassName
    found.push({ limit: 'class not mapped', path: 'spec.gatewayClassName', key: className, annotation: classAnnotation, className, implementation })
  }
  // KIC of an earlier version left the name of a Service there.
  if (classAnnotation !== undefined && classAnnotation !== services?.annotation && !gateway.metadata.annotations?.[classAnnotation]?.includes('/')) {
    found.push(...deadOne(gateway, classAnnotation, implementation, { readOn: 'GatewayClass', ...(services && { instead: services.annotation }) }))
  }
  if (!services) return found
  const value = text(gateway.metadata.annotations?.[services.annotation])
  const base = { key: `${services.annotation}=${value ?? ''}`, implementation, path: place(services.annotation) }
  if (services.required && (value === undefined || value === '')) {
    const path = value === undefined ? 'metadata' : base.path
    return [...found, { limit: 'not mapped', ...base, path, annotation: services.annotation, ...(value !== undefined && { value }) }]
  }
  if (value === undefined) return found
  const because = wrongService(gateway.metadata, services)
  const named = because || services.services ? [] : (serviceNames(gateway.metadata, services) ?? [])
  const absent = named.filter(({ namespace, name }) => view.get('Service', namespace, name).state === 'absent')
  const names: readonly ObjectName[] = absent
  if (because) found.push({ limit: 'wrong Service', ...base, choices: services, value, because, names })
  else if (absent.length > 0) found.push({ limit: 'wrong Service', ...base, choices: services, value, because: 'absent', names })
  return found
}

type Dead = Extract<ClassLimitFact, { readonly limit: 'dead annotation' }>

/** Annotations that only other versions read. */
function deadAnnotations(object: Gateway | GatewayClass, implementation: Implementation, mapped: MappedGatewayChoices): Dead[] {
  const instead = object.kind === 'Gateway' ? mapped.services?.annotation : mapped.classAnnotation
  return mapped.otherAnnotations.flatMap((annotation) => deadOne(object, annotation, implementation, { ...(instead && { instead }) }))
}

function deadOne(
  { metadata }: Gateway | GatewayClass,
  annotation: string,
  implementation: Implementation,
  more: Pick<Dead, 'instead' | 'readOn'>,
): Dead[] {
  const value = text(metadata.annotations?.[annotation])
  if (value === undefined) return []
  return [{ limit: 'dead annotation', path: place(annotation), key: annotation, annotation, value, implementation, ...more }]
}
