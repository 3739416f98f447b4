import type { BackendTLSPolicy } from '../../gateway/objects.ts'
import { records, text } from '../../gateway/shape.ts'
import type { Look } from '../../gateway/status-steps.ts'
import { type Context, existenceOf } from '../status/context.ts'
import { classPart, parentPart } from '../status/tell.ts'
import { type Body, type ExplainedPart, silent } from './explanation.ts'
import { type Explaining, withSteps } from './heard.ts'
import { decidingAt } from './parents.ts'

/** The targets of a policy, and what it comes to at each ancestor: the parents of the routes that send traffic to them. */
export function explainedPolicy(policy: BackendTLSPolicy, { context, reader, heard }: Explaining): Body {
  const status = reader.of('BackendTLSPolicy', policy)
  const own = withSteps([], heard.of(policy, ''))
  if (!status) return silent({ because: 'unused' }, { ...own, steps: [...targetLooks(policy, context), ...own.steps] })
  const parts = (status.ancestors ?? []).map(({ ancestorRef, controllerName, conditions }): ExplainedPart => {
    const title = parentPart(ancestorRef)
    const { decider } = decidingAt(ancestorRef, context)
    return {
      what: 'ancestor',
      title,
      ...(decider && { decider }),
      ...withSteps(conditions, [...heard.of(policy, classPart(controllerName)), ...heard.of(policy, title)]),
    }
  })
  return { ...own, parts }
}

/** Whether the targets are there: no controller looks at those of a policy that nobody uses. */
function targetLooks(policy: BackendTLSPolicy, context: Context): Look[] {
  const namespace = policy.metadata.namespace ?? ''
  return records(policy.spec?.targetRefs).flatMap((target): Look[] => {
    const [kind, name, sectionName] = [text(target.kind) ?? '', text(target.name) ?? '', text(target.sectionName)]
    const base = { on: [], subject: `target ${parentPart({ kind, namespace, name, ...(sectionName !== undefined && { sectionName }) })}` }
    const existence = existenceOf(text(target.group) ?? '', kind, namespace, name, context)
    const there: Look = { ...base, check: 'existence', ok: existence === 'unknown' ? undefined : existence === 'found' }
    const service = kind === 'Service' ? context.view.get('Service', namespace, name) : undefined
    if (service?.state !== 'found' || sectionName === undefined) return [there]
    const ports = records(service.object.spec?.ports).flatMap((port) => text(port.name) ?? [])
    return [there, { ...base, check: 'section', asked: sectionName, found: ports.join(', '), ok: ports.includes(sectionName) }]
  })
}
