import { certificatesOutcome } from './certificates.ts'
import { type Context, memo, type Served } from './context.ts'
import { type GatewayOutcome, gatewayOutcome } from './gateway-outcome.ts'
import type { ListenerOutcome } from './listener-outcome.ts'
import { meshOf } from './mesh.ts'
import { byAge } from './order.ts'
import { isClassRefused } from './parameters.ts'

/**
 * The listeners that need a Secret of which there is a copy for another mesh: a copy bears the name of the Secret alone, so that all meshes
 * have one together, and the oldest Gateway is there first (secret_convertion.go of Kuma). The work grows with the Gateways of the controller.
 */
export function copiedElsewhere(served: Served, context: Context): ReadonlySet<ListenerOutcome> {
  return memo(context, 'secret copies', served.controllerName, () => {
    const copies = new Map<string, string>()
    const without = new Set<ListenerOutcome>()
    for (const outcome of servedGateways(served, context)) {
      const stopped = copy(outcome, copies, context)
      if (stopped) without.add(stopped)
    }
    return without
  })
}

/** Copies the Secrets of a Gateway, up to the one that stops it: that of the listener returned. */
function copy({ gateway, listeners, served }: GatewayOutcome, copies: Map<string, string>, context: Context): ListenerOutcome | undefined {
  const { choices } = served
  if (!choices.meshName) return undefined
  const mesh = meshOf(gateway, choices.meshName, context)
  if (mesh === undefined) return undefined
  for (const listener of listeners) {
    if (isOutOfReach(listener, choices)) return undefined
    for (const { namespace, name } of listener.isReady ? listener.facts.certificates : []) {
      const copied: string = copies.get(`${namespace}/${name}`) ?? mesh
      if (copied !== mesh) return listener
      copies.set(`${namespace}/${name}`, mesh)
    }
  }
  return undefined
}

/** The Gateways that the controller works on, oldest first. */
function servedGateways({ controllerName }: Served, context: Context): GatewayOutcome[] {
  const classes = context.view.classesOfController(controllerName)
  const gateways = (classes.state === 'known' ? classes.items : []).flatMap(({ metadata }) => {
    const listing = context.view.gatewaysOfClass(metadata.name)
    return listing.state === 'known' ? listing.items : []
  })
  return gateways.sort(byAge).flatMap(({ metadata }) => {
    const outcome = gatewayOutcome({ namespace: metadata.namespace ?? '', name: metadata.name }, context)
    return outcome && !isClassRefused(outcome.served, context) ? [outcome] : []
  })
}

/** Whether a listener names a Secret that its controller tries to read and cannot: nothing before it is at fault, nor the reference itself. */
export function isOutOfReach({ facts, conditions }: ListenerOutcome, { secretNamespaces, listeners }: Served['choices']): boolean {
  if (!secretNamespaces || !conditions.is('Accepted', 'True')) return false
  for (const fact of facts.certificates) {
    if (fact.kind === 'unsupported' || fact.grant === 'missing') return false
    if (!secretNamespaces.includes(fact.namespace)) return true
    if (certificatesOutcome([fact], listeners).faults.length > 0) return false
  }
  return false
}
