import type { AnyObject } from '../../gateway/objects.ts'
import type { ParentRef } from '../../gateway/parents.ts'
import type { Tell } from '../../gateway/status-steps.ts'
import type { Condition } from '../condition.ts'
import { type Context, titleOf } from './context.ts'

/** Who hears the steps of one part of an object's status; undefined where nobody asks, so that `tell?.(…)` costs nothing. */
export function tellerOf(object: Pick<AnyObject, 'kind' | 'metadata'>, part: string, { around }: Pick<Context, 'around'>): Tell | undefined {
  const { trace } = around
  if (!trace) return undefined
  const place = { object: titleOf(object), part }
  return (step) => trace({ ...place, ...step })
}

/** Tells conditions that are concluded all at once, and hands them on. */
export function told<C extends readonly Condition[]>(conditions: C, tell: Tell | undefined): C {
  if (tell) for (const written of conditions) tell({ written })
  return conditions
}

/** The part of a listener; one of a ListenerSet is a part of the ListenerSet's status. */
export function listenerPart(name: string): string {
  return `listener ${name}`
}

/** `Gateway infra/edge, section http, port 80` */
export function parentPart({
  kind,
  namespace,
  name,
  sectionName,
  port,
}: Omit<ParentRef, 'group' | 'namespace'> & { readonly namespace?: string }): string {
  const title = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
  return `${title}${sectionName === undefined ? '' : `, section ${sectionName}`}${port === undefined ? '' : `, port ${port}`}`
}

/** What a route's rules, or a policy's CA certificates, come to is one for all parents of a class. */
export function classPart(className: string): string {
  return `class ${className}`
}

/** A parent that is a Service, as one of the meshes sees it that may serve it. */
export function meshPart(ref: ParentRef, { controllerName }: { readonly controllerName: string }): string {
  return `${parentPart(ref)}, mesh ${controllerName}`
}
