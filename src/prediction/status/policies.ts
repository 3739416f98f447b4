import type { BackendTLSPolicy, Service } from '../../gateway/objects.ts'
import { records, text } from '../../gateway/shape.ts'
import { type Context, titleOf } from './context.ts'
import { byAge } from './order.ts'
import { tellerOf } from './tell.ts'

/** The policy that applies to a port of a Service: the oldest that names the port, or else the oldest that names the Service. */
export function policyFor(service: Service, port: number, context: Context): BackendTLSPolicy | undefined {
  const { name } = service.metadata
  const policies = policiesOf(service, context)
  if (policies.length === 0) return undefined
  const portName = text(records(service.spec?.ports).find((one) => one.port === port && one.name)?.name)
  const exact = policies.find((policy) => targets(policy, name).some((section) => section === portName))
  const chosen = exact ?? policies.find((policy) => targets(policy, name).includes(undefined))
  for (const policy of context.around.trace ? policies : []) {
    const isMeant = targets(policy, name).some((section) => section === undefined || section === portName)
    if (!isMeant) continue
    const found = chosen && chosen !== policy ? { found: titleOf(chosen) } : {}
    tellerOf(policy, '', context)?.({ on: [], subject: `${titleOf(service)}:${port}`, check: 'applies', ...found, ok: policy === chosen })
  }
  return chosen
}

/** The sections of a Service that a policy names, up to one that is the whole Service, which hides those after it (backendtlspolicy.go:454). */
function targets(policy: BackendTLSPolicy, name: string): (string | undefined)[] {
  const sections = records(policy.spec?.targetRefs)
    .filter((target) => (text(target.group) ?? '') === '' && target.kind === 'Service' && target.name === name)
    .map((target) => text(target.sectionName))
  const whole = sections.indexOf(undefined)
  return whole < 0 ? sections : sections.slice(0, whole + 1)
}

const NONE: readonly BackendTLSPolicy[] = []

/** The policies that name a Service, oldest first. */
function policiesOf({ metadata }: Service, { view }: Context): readonly BackendTLSPolicy[] {
  const { namespace = '', name } = metadata
  const policies = view.policiesOf('BackendTLSPolicy', { group: '', kind: 'Service', namespace, name })
  return policies.state === 'known' && policies.items.length > 0 ? [...policies.items].sort(byAge) : NONE
}

/** Every policy that a view can enumerate, oldest first. */
export function allPolicies({ view }: Context): BackendTLSPolicy[] {
  return view.all ? [...view.all('BackendTLSPolicy')].sort(byAge) : []
}
