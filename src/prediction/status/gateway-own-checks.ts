import type { GatewayOwnCheck, OwnFault } from '../../gateway/own-checks.ts'
import { recordEntries } from '../../gateway/shape.ts'
import { type Context, keyOf, memo, type Served } from './context.ts'
import type { GatewayOutcome } from './gateway-outcome.ts'
import type { ListenerOutcome } from './listener-outcome.ts'
import { isClassRefused } from './parameters.ts'
import { copiedElsewhere, isOutOfReach } from './secret-copies.ts'

type Check = (listener: ListenerOutcome, context: Context, served: Served) => boolean

const LISTENER_CHECKS: Readonly<Record<Exclude<GatewayOwnCheck, 'class accepted'>, Check>> = {
  'certificate named': ({ facts, isReady }) => isReady && facts.protocol === 'HTTPS' && facts.certificates.length === 0,
  'two certificates at most': ({ facts, isReady }) => isReady && facts.certificates.length > 2,
  'secret in reach': (listener, _, { choices }) => isOutOfReach(listener, choices),
  'secret of one mesh': (listener, context, served) => listener.facts.certificates.length > 0 && copiedElsewhere(served, context).has(listener),
}

/**
 * The checks of its controller's own that a Gateway fails, listener by listener; its routes may be accepted all the same. Source:
 * gateway_controller.go and gateway_conversion.go of Kuma, and meshgateway_validator.go, which judges what they make of the listeners that are left.
 */
export function gatewayOwnFaults({ gateway, listeners, served }: GatewayOutcome, context: Context): readonly OwnFault[] {
  const checks = served.choices.ownChecks ?? []
  return memo(context, 'own faults', keyOf(gateway), () => {
    if (isClassIgnored(served, context)) return [{ check: 'class accepted', path: 'spec.gatewayClassName', key: served.className }]
    const positions = recordEntries(gateway.spec?.listeners)
    return listeners.flatMap((listener) => {
      const position = positions.find(([, { name }]) => name === listener.facts.name)?.[0] ?? 0
      return checks
        .filter((check) => check !== 'class accepted')
        .filter((check) => LISTENER_CHECKS[check](listener, context, served))
        .map((check): OwnFault => ({ check, path: `spec.listeners[${position}]`, key: listener.facts.name }))
    })
  })
}

/** Whether the Gateways of a class are left alone because the class is refused. */
export function isClassIgnored(served: Pick<Served, 'gatewayClass' | 'choices'>, context: Context): boolean {
  return served.choices.ownChecks?.includes('class accepted') === true && isClassRefused(served, context)
}
