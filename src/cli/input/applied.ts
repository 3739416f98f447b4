import type { AnyObject } from '../../gateway/objects.ts'

/** The object as it would be after it was applied over the one that is there: who came first stays who came first. */
export function appliedOver<T extends AnyObject>(object: T, before: AnyObject | undefined): T {
  if (before === undefined) return object
  const { uid, creationTimestamp } = before.metadata
  const own = { ...(uid !== undefined && { uid }), ...(creationTimestamp !== undefined && { creationTimestamp }) }
  return { ...object, metadata: { ...object.metadata, ...own } }
}
