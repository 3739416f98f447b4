import type { Implementation } from '../../gateway/implementation.ts'
import type { Gateway, Service } from '../../gateway/objects.ts'
import type { ClusterView, ObjectName } from '../../gateway/ports.ts'
import { recordEntries, records, text } from '../../gateway/shape.ts'
import type { GatewayLimitFact } from './fact.ts'
import { isProvisioned } from './provisioned.ts'

type AddressFact = Extract<GatewayLimitFact, { readonly limit: 'address' }>
type Trouble = AddressFact['trouble']

const refused = (reason: string) => ({ type: 'Accepted', status: 'False', reason }) as const

/**
 * What is wrong with addresses that name the Services of a proxy which is there: each must be in the namespace of the Gateway and have the ports
 * of its listeners. Source: extractGatewayServices in pilot/pkg/config/kube/gateway/conversion.go of Istio; istio-kuma.md A2.
 */
export function addressLimits(gateway: Gateway, implementation: Implementation, view: ClusterView): AddressFact[] {
  const choices = implementation.status
  if (!choices?.addressesNameServices || choices.remote || isProvisioned(gateway)) return []
  const all = recordEntries(gateway.spec?.addresses)
  const fact = (index: number, value: string, trouble: Trouble): AddressFact => ({
    limit: 'address',
    path: `spec.addresses[${index}]`,
    key: `${value} ${trouble.is === 'port' ? trouble.port : ''}`,
    implementation,
    value,
    isOnly: all.length === 1 || (trouble.is === 'type' && all.every((one) => one[1].type !== 'Hostname')),
    trouble,
  })
  const found = all.flatMap(([index, address]) => {
    const type = text(address.type) ?? 'IPAddress'
    const value = text(address.value) ?? ''
    const troubles: readonly Trouble[] =
      // What no controller has to know is said of any of them.
      type === 'IPAddress'
        ? [{ is: 'type', type, condition: refused('UnsupportedAddress') }]
        : type === 'Hostname'
          ? serviceTroubles(gateway, value, view)
          : []
    return troubles.map((trouble) => fact(index, value, trouble))
  })
  const { name, reason } = choices.deprecatedAnnotation ?? {}
  const isRefused = all.some(([, { type }]) => type !== 'Hostname')
  if (isRefused || name === undefined || reason === undefined || gateway.metadata.annotations?.[name] === undefined) return found
  const trouble = { is: 'annotation', annotation: name, condition: refused(reason) } as const
  return [...found, { ...fact(0, name, trouble), path: `metadata.annotations[${name}]` }]
}

function serviceTroubles(gateway: Gateway, value: string, view: ClusterView): readonly Trouble[] {
  const namespace = gateway.metadata.namespace ?? ''
  const name = serviceOf(value, namespace)
  if (!name) return [{ is: 'no Service' }]
  if (name.namespace !== namespace) return [{ is: 'elsewhere', name }]
  const found = view.get('Service', name.namespace, name.name)
  if (found.state !== 'found') return found.state === 'absent' ? [{ is: 'absent', name }] : []
  const offered = portsOf(found.object)
  return recordEntries(gateway.spec?.listeners).flatMap(([listener, { port }]): Trouble[] => {
    if (typeof port !== 'number' || offered.some((one) => one.port === port)) return []
    const meant = offered.find((one) => one.targetPort === port)?.port
    return [{ is: 'port', name, port, listener, offered: offered.map((one) => one.port), ...(meant !== undefined && { meant }) }]
  })
}

/** A short name is completed with the namespace of the Gateway; one with dots is taken as it is. */
function serviceOf(value: string, namespace: string): ObjectName | undefined {
  if (!value.includes('.')) return { namespace, name: value }
  const [, name = '', of = ''] = /^([^.]+)\.([^.]+)\.svc(\..+)?$/.exec(value) ?? []
  return name === '' ? undefined : { namespace: of, name }
}

function portsOf({ spec }: Service): { readonly port: number; readonly targetPort: unknown }[] {
  return records(spec?.ports).flatMap(({ port, targetPort }) => (typeof port === 'number' ? [{ port, targetPort }] : []))
}
