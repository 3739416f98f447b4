import { nearest } from '../../config/nearest.ts'
import type { AnyObject } from '../../gateway/objects.ts'

/** How many names are shown. */
const MOST = 5

interface Wanted {
  readonly kind: string
  readonly namespace?: string
  readonly name: string
}

/** That there is no such object, with those that may have been meant: of that name elsewhere, of a name like it, or else any. */
export function absence({ kind, namespace, name }: Wanted, held: readonly AnyObject[]): string {
  const title = (object: { namespace?: string | undefined; name: string }) =>
    `${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`
  const like = nearest(
    name,
    held.map(({ metadata }) => metadata.name),
  )
  const near = held.filter(({ metadata }) => metadata.name === name || metadata.name === like)
  const names = [...new Set((near.length > 0 ? near : held).map(({ metadata }) => title(metadata)))].sort()
  const said = `there is no ${kind} ${title({ namespace, name })}`
  if (names.length === 0) return `${said}, and no other ${kind}`
  const shown = names.slice(0, MOST).join(', ')
  const more = names.length > MOST ? ` and ${names.length - MOST} more` : ''
  return near.length > 0
    ? `${said}: near it ${names.length === 1 ? 'is' : 'are'} ${shown}${more}`
    : `${said}: there ${names.length === 1 ? 'is' : 'are'} ${shown}${more}`
}
