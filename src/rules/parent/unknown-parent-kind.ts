import type { Implementation } from '../../gateway/implementation.ts'
import { GATEWAY_GROUP } from '../../gateway/kinds.ts'
import type { ParentRef } from '../../gateway/parents.ts'
import { routeExample } from '../examples.ts'
import { RULES_TO_SHOP } from '../parent-examples.ts'
import { nothingOf, obstructed, WITH_PARENTS } from '../parents.ts'
import type { Rule, Said } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (more: string) => routeExample(`  parentRefs: [{ name: edge${more} }]\n${RULES_TO_SHOP}`)

/** Parents of a kind that nothing is known to read. */
export const unknownParentKind: Rule = {
  id: 'unknown-parent-kind',
  class: 'partial',
  kinds: WITH_PARENTS,
  about: 'parents',
  docs: () => ({
    summary: 'A parent of a group and kind that no known controller reads.',
    why: 'Controllers ignore the reference and write no status for it. A Service without `group: ""` is the common case: the group defaults to that of Gateway API.',
    fix: 'Leave `group` and `kind` out for a Gateway, write `kind: ListenerSet` for a ListenerSet, and `group: ""` with `kind: Service` for a mesh.',
    source: 'ParentReference (apis/v1/shared_types.go); gateway-api.md 2.4, LS-PARENTKIND; istio-kuma.md A5 and B7',
    bad: example(', group: networking.k8s.io, kind: Ingress'),
    good: example(', group: gateway.networking.k8s.io, kind: Gateway'),
  }),
  check(prediction) {
    return obstructed(prediction, 'parent kind').map(({ fact: { path, parentRef }, obstacle: { ignoredBy }, object, key }): Said => {
      const by = isServiceByMistake(parentRef) ? ignoredBy : undefined
      const isWhole = by !== undefined && !by.assumed && prediction.kind === 'Route' && prediction.isRefusedEverywhere
      const isSet = object.kind === 'ListenerSet'
      return {
        ...(isWhole && { class: 'intrinsic' as const, whole: true }),
        path,
        key,
        message: `${what(parentRef, isSet, by)}${isServiceByMistake(parentRef) ? '' : `: ${nothingOf(object)}, and no status would say so`}`,
        hint: hint(parentRef, isSet),
      }
    })
  },
}

function isServiceByMistake({ group, kind }: ParentRef): boolean {
  return group === GATEWAY_GROUP && kind === 'Service'
}

function what(ref: ParentRef, isSet: boolean, ignoredBy: Implementation | undefined): string {
  const named = `${excerpt(ref.kind)} (group "${excerpt(ref.group)}")`
  if (isSet) return `its parent is of kind ${named}, and no known controller reads others than Gateways`
  if (!isServiceByMistake(ref)) return `no known controller reads parents of kind ${named}`
  if (ignoredBy)
    return `the group of a Service is "", and not ${GATEWAY_GROUP}, which is the default: ${ignoredBy.title} ignores the reference, and no status would say so`
  return `the group of a Service is "", and not ${GATEWAY_GROUP}, which is the default: some meshes take it all the same, others ignore it, and no status would say so`
}

function hint(ref: ParentRef, isSet: boolean): string {
  if (isSet) return 'leave group and kind out, and name a Gateway'
  if (isServiceByMistake(ref)) return 'write group: "" beside kind: Service'
  return 'leave group and kind out for a Gateway; write kind: ListenerSet for a ListenerSet, or group: "" and kind: Service for a mesh'
}
