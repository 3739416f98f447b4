import type { Implementation } from '../gateway/implementation.ts'
import type { Gateway, GatewayClass } from '../gateway/objects.ts'
import { recordEntries, text } from '../gateway/shape.ts'
import { publishedFeatures } from './class.ts'
import type { AddressFact } from './owner-facts.ts'
import type { WrittenOwner } from './written.ts'

const ROUTABILITY = 'GatewayAddressRoutability'

/** What becomes of each address that a Gateway asks for. Source: GatewaySpecAddress in apis/v1, GEP-5093; gateway-api.md 2.10. */
export function addressFacts(
  gateway: Gateway,
  implementation: Implementation,
  gatewayClass: GatewayClass | undefined,
  written: WrittenOwner,
): AddressFact[] {
  if (!implementation.listeners.judged) return []
  return recordEntries(gateway.spec?.addresses).map(([index, raw]) => {
    const type = text(raw.type) ?? 'IPAddress'
    const unusable = implementation.status?.notProgrammed?.unusableAddresses.includes(type) ? written.own('AddressNotUsable').condition : undefined
    const routability = routabilityFault(text(raw.routability), type, gatewayClass)
    return {
      path: `spec.addresses[${index}]`,
      type,
      value: text(raw.value) ?? '',
      standing: standingOf(type, implementation, written),
      ...(unusable && { unusable }),
      ...(routability && { routability }),
    }
  })
}

function standingOf(type: string, { status }: Implementation, written: WrittenOwner): AddressFact['standing'] {
  if (!status) return 'unknown'
  const isOfSpecification = type === 'IPAddress' || type === 'Hostname'
  // Who maps a Gateway onto a proxy that is there, or lets it alone, does not look at them.
  if (status.mapped || status.remote || status.addressTypes === 'ignored') return isOfSpecification ? 'taken' : 'ignored'
  if (status.addressTypes.includes(type) || (status.domainAddresses && type.includes('/'))) return 'taken'
  const { condition, silent } = written.own('UnsupportedAddress')
  return condition ? 'refused' : silent ? 'ignored' : 'unknown'
}

function routabilityFault(asked: string | undefined, type: string, gatewayClass: GatewayClass | undefined): AddressFact['routability'] {
  if (asked === undefined || asked === '') return undefined
  if (asked === 'Cluster' && type === 'Hostname') return { asked, because: 'Hostname' }
  const published = publishedFeatures(gatewayClass)
  const needed = asked === 'Cluster' ? [ROUTABILITY, `${ROUTABILITY}Cluster`] : [ROUTABILITY]
  return published && needed.some((feature) => !published.has(feature)) ? { asked, because: 'not published' } : undefined
}
