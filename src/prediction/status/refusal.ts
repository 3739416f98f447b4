import type { Gateway } from '../../gateway/objects.ts'
import { isRecord, records, text } from '../../gateway/shape.ts'
import type { Tell } from '../../gateway/status-steps.ts'
import type { Context, Served } from './context.ts'
import { hasBadParameters } from './parameters.ts'
import { tellerOf } from './tell.ts'

/** Why a Gateway is not accepted, apart from its listeners. */
export interface Refusal {
  readonly reason: string
  /** Nothing of it is served. */
  readonly isWhole: boolean
  /** Whether its ListenerSets are not accepted for the same reason. */
  readonly reachesSets: boolean
}

export function refusalOf(gateway: Gateway, { choices }: Served, context: Context): Refusal | undefined {
  const infrastructure: unknown = gateway.spec?.infrastructure
  const parameters = isRecord(infrastructure) ? infrastructure.parametersRef : undefined
  const tell = tellerOf(gateway, '', context)
  const isBad = hasBadParameters(parameters, gateway.metadata.namespace ?? '', choices.gatewayParameters, context, tell)
  if (choices.addressesNameServices) {
    const fault = addressFault(gateway, choices.deprecatedAnnotation, tell)
    if (fault) return fault
  }
  if (isBad) return { reason: 'InvalidParameters', isWhole: !choices.badParametersServe, reachesSets: !choices.badParametersServe }
  if (choices.addressesNameServices) return undefined
  const { addressTypes, domainAddresses } = choices
  if (addressTypes === 'ignored') return undefined
  const isUnsupported = (type: string) => {
    const isTaken = addressTypes.includes(type) || (domainAddresses && type.includes('/'))
    tell?.({ on: ['Accepted'], subject: 'spec.addresses', check: 'address', asked: type, ok: isTaken })
    return !isTaken
  }
  const types = records(gateway.spec?.addresses).map((address) => text(address.type) ?? 'IPAddress')
  return types.some(isUnsupported) ? { reason: 'UnsupportedAddress', isWhole: true, reachesSets: true } : undefined
}

/** Where addresses name Services, those of another type are skipped. Source: extractGatewayServices in pilot/pkg/config/kube/gateway/conversion.go of Istio. */
function addressFault(
  { spec, metadata }: Gateway,
  deprecated: { readonly name: string; readonly reason: string } | undefined,
  tell: Tell | undefined,
): Refusal | undefined {
  const types = records(spec?.addresses).map((address) => text(address.type) ?? 'IPAddress')
  if (types.length === 0 || (types.length === 1 && types[0] === 'IPAddress')) return undefined
  for (const type of types) tell?.({ on: BOTH, subject: 'spec.addresses', check: 'address', asked: type, ok: type === 'Hostname' })
  if (types.some((type) => type !== 'Hostname')) return { reason: 'UnsupportedAddress', isWhole: !types.includes('Hostname'), reachesSets: true }
  if (!deprecated || metadata.annotations?.[deprecated.name] === undefined) return undefined
  tell?.({ on: ['Accepted'], subject: `metadata.annotations[${deprecated.name}]`, check: 'applies', ok: false })
  return { reason: deprecated.reason, isWhole: false, reachesSets: true }
}

const BOTH = ['Accepted', 'Programmed']
