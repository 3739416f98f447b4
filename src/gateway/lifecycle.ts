import type { UntypedObject } from './objects.ts'
import { text } from './shape.ts'

/** Whether an object is being deleted: it only waits for its finalizers. */
export function isLeaving({ metadata }: Pick<UntypedObject, 'metadata'>): boolean {
  return text(metadata.deletionTimestamp) !== undefined
}
