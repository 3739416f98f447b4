import type { BackendTLSPolicy, Service } from '../../gateway/objects.ts'
import { records, text } from '../../gateway/shape.ts'
import { type Context, memo } from './context.ts'
import { byAge } from './order.ts'

/** The policy that applies to a port of a Service: the oldest that names the port, or else the oldest that names the Service. */
export function policyFor(service: Service, port: number, context: Context): BackendTLSPolicy | undefined {
  const { namespace = '', name } = service.metadata
  const policies = policiesByTarget(context).get(`${namespace}//Service/${name}`)
  if (!policies) return undefined
  const portName = text(records(service.spec?.ports).find((one) => one.port === port && one.name)?.name)
  const exact = policies.find((policy) => targets(policy, name).some((section) => section === portName))
  return exact ?? policies.find((policy) => targets(policy, name).includes(undefined))
}

/** The sections of a Service that a policy names, up to one that is the whole Service, which hides those after it (backendtlspolicy.go:454). */
function targets(policy: BackendTLSPolicy, name: string): (string | undefined)[] {
  const sections = records(policy.spec?.targetRefs)
    .filter((target) => (text(target.group) ?? '') === '' && target.kind === 'Service' && target.name === name)
    .map((target) => text(target.sectionName))
  const whole = sections.indexOf(undefined)
  return whole < 0 ? sections : sections.slice(0, whole + 1)
}

/** The policies that name a target in their own namespace, oldest first, by `NAMESPACE/GROUP/KIND/NAME`. */
export function policiesByTarget(context: Context): ReadonlyMap<string, readonly BackendTLSPolicy[]> {
  return memo(context, 'policies', '', () => {
    const byTarget = new Map<string, BackendTLSPolicy[]>()
    for (const policy of allPolicies(context)) {
      const keys = records(policy.spec?.targetRefs).map(
        (target) => `${policy.metadata.namespace ?? ''}/${text(target.group) ?? ''}/${text(target.kind)}/${text(target.name)}`,
      )
      for (const key of new Set(keys)) {
        const known = byTarget.get(key)
        if (known) known.push(policy)
        else byTarget.set(key, [policy])
      }
    }
    return byTarget
  })
}

/** Every policy, oldest first. */
export function allPolicies({ view }: Context): BackendTLSPolicy[] {
  return view.all ? [...view.all('BackendTLSPolicy')].sort(byAge) : []
}
